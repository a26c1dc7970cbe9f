package org.rollcall.server.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestForm;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.session.OperationKind;

/**
 * The words of requests that were answered without having been decoded. Those of one form have the same words but for
 * the name, which stands in them as it was sent, since it needs no escapes (that is why it was not decoded). So each
 * form is described once, and after that only the name is put in. For one thread.
 */
final class UndecodedWords {
    /** Forms whose words are remembered. */
    private static final int FORMS = 4_096;

    private static final DecoderLimits LIMITS =
            new DecoderLimits(RequestOctets.LONGEST, RequestOctets.LONGEST, RequestOctets.LONGEST);

    private final LineForm form;
    private final MessageDecoder decoder = new MessageDecoder(LIMITS);
    private final IdentityHashMap<RequestForm, Template> templates = new IdentityHashMap<>();

    /** What stands before and behind the name. */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Template(byte[] before, byte[] after) {
        /** For a form whose words are not the same around the name. */
        static final Template NONE = new Template(new byte[0], new byte[0]);

        boolean isWhole() {
            return before.length > 0;
        }
    }

    UndecodedWords(LineForm form) {
        this.form = form;
    }

    /** As {@link Words#put}, for a request that succeeded. */
    void put(Line line, OperationKind kind, RequestOctets request) {
        RequestForm known = request.form();
        Template template = templates.get(known);
        if (template == null) {
            template = known == RequestForm.NONE ? Template.NONE : remember(kind, request);
        }
        if (!template.isWhole()) {
            describe(line, kind, Unpooled.wrappedBuffer(request.unsafeArray(), 0, request.end()));
            return;
        }
        line.put(template.before());
        line.put(request.unsafeArray(), known.valueStart(request), known.valueLength());
        line.put(template.after());
    }

    private Template remember(OperationKind kind, RequestOctets request) {
        Template template = template(kind, request);
        if (templates.size() >= FORMS) {
            templates.clear();
        }
        templates.put(request.form(), template);
        return template;
    }

    /** Two names of the same length show where the name stands: there, and nowhere else, the words differ. */
    private Template template(OperationKind kind, RequestOctets request) {
        byte[] one = describe(kind, request, 'a');
        byte[] other = describe(kind, request, 'b');
        int length = request.form().valueLength();
        int start = Arrays.mismatch(one, other);
        if (start < 0 || one.length != other.length || start + length > one.length) {
            return Template.NONE;
        }
        byte[] rebuilt = one.clone();
        Arrays.fill(rebuilt, start, start + length, (byte) 'b');
        return Arrays.equals(rebuilt, other) && isAll(one, start, length, 'a')
                ? new Template(Arrays.copyOf(one, start), Arrays.copyOfRange(one, start + length, one.length))
                : Template.NONE;
    }

    private static boolean isAll(byte[] octets, int start, int length, char filling) {
        for (int i = start; i < start + length; i++) {
            if (octets[i] != filling) {
                return false;
            }
        }
        return true;
    }

    /** The words of a request with a name that is one letter again and again. */
    private byte[] describe(OperationKind kind, RequestOctets request, char filling) {
        byte[] octets = request.toByteArray();
        int start = request.form().valueStart(request);
        Arrays.fill(octets, start, start + request.form().valueLength(), (byte) filling);
        byte[] room = new byte[Line.LONGEST];
        Line line = new Line();
        line.begin(room, 0);
        describe(line, kind, Unpooled.wrappedBuffer(octets));
        return Arrays.copyOf(room, line.end());
    }

    private void describe(Line line, OperationKind kind, ByteBuf octets) {
        try {
            Words.put(line, form, kind, decoder.decodeRequest(octets), ResultCode.SUCCESS);
        } catch (ProtocolException e) {
            throw new IllegalStateException("answered, but can't be read", e);
        }
    }
}
