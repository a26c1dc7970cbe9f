package org.rollcall.server.log;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.filter.FilterWriter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.OperationKind;

/** An operation that ended, and how it reads as a line: who, what, result, entries, microseconds. */
record AccessRecord(
        Client client,
        ProtocolVersion version,
        Received received,
        OperationKind kind,
        ResultCode code,
        long entries,
        long nanos) {
    /** Names and filters are cut here, so that nobody fills the disk with one request. */
    private static final int LONGEST_TEXT = 512;

    /** A request as it was when its operation ended. */
    sealed interface Received {
        LdapMessage message(MessageDecoder decoder);
    }

    record Decoded(LdapMessage message) implements Received {
        @Override
        public LdapMessage message(MessageDecoder decoder) {
            return message;
        }
    }

    /** A request that was answered without having been decoded; whoever writes the line does that. */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    record Encoded(byte[] octets) implements Received {
        /** What of a request may be, where it was answered. */
        static final DecoderLimits LIMITS =
                new DecoderLimits(RequestOctets.LONGEST, RequestOctets.LONGEST, RequestOctets.LONGEST);

        @Override
        public LdapMessage message(MessageDecoder decoder) {
            try {
                return decoder.decodeRequest(Unpooled.wrappedBuffer(octets));
            } catch (ProtocolException e) {
                throw new IllegalStateException("answered, but can't be read", e);
            }
        }
    }

    /** @param decoder for what was not decoded yet; of {@link Encoded#LIMITS} */
    void describe(StringBuilder line, MessageDecoder decoder) {
        LdapMessage request = received.message(decoder);
        line.append(client.observed().map(InetAddress::getHostAddress).orElse("-"));
        line.append(' ').append(client.remote().getPort());
        line.append(version == ProtocolVersion.V2 ? " v2 #" : " v3 #").append(request.messageId());
        line.append(' ').append(kind.label());
        operation(line, request);
        line.append(" result=").append(code.label());
        if (kind == OperationKind.SEARCH) {
            line.append(" entries=").append(entries);
        }
        line.append(" us=").append(nanos / 1_000);
    }

    private void operation(StringBuilder line, LdapMessage request) {
        switch (request.op()) {
            case SearchRequest search -> {
                quoted(line, " base=", search.baseObject());
                line.append(" scope=").append(label(search.scope()));
                quoted(line, " filter=", FilterWriter.write(search.filter()));
            }
            case BindRequest bind -> {
                line.append(" version=")
                        .append(bind.version())
                        .append(" choice=")
                        .append(bind.authentication());
                quoted(line, " name=", bind.name());
            }
            case AddRequest add -> quoted(line, " entry=", add.entry());
            case DeleteRequest delete -> quoted(line, " entry=", delete.entry());
            case ModifyDnRequest rename -> quoted(line, " entry=", rename.entry());
            case ModifyRequest modify -> {
                quoted(line, " entry=", modify.object());
                StringBuilder changed = new StringBuilder();
                for (Modification change : modify.changes()) {
                    changed.append(changed.isEmpty() ? "" : " ")
                            .append(change.attribute().description());
                }
                quoted(line, " changed=", changed.toString());
            }
            case CompareRequest compare -> {
                quoted(line, " entry=", compare.entry());
                quoted(line, " attribute=", compare.description());
            }
            case ExtendedRequest extended -> quoted(line, " oid=", extended.oid());
            case AbandonRequest abandon -> line.append(" target=").append(abandon.targetId());
            case UnbindRequest _ -> {}
            case Response _ -> throw new IllegalArgumentException("not a request");
        }
    }

    private void quoted(StringBuilder line, String label, OctetString text) {
        quoted(line, label, TextEncoding.UTF_8.decode(text));
    }

    /** What clients sent can't end the line or the quotes. */
    private static void quoted(StringBuilder line, String label, String text) {
        line.append(label).append('"');
        int end = Math.min(text.length(), LONGEST_TEXT);
        int plain = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                continue;
            }
            line.append(text, plain, i);
            plain = i + 1;
            escaped(line, c);
        }
        line.append(text, plain, end).append(end < text.length() ? "…\"" : "\"");
    }

    private static void escaped(StringBuilder line, char c) {
        if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append(String.format("\\u%04x", (int) c));
        } else {
            line.append(c);
        }
    }

    private static String label(SearchScope scope) {
        return switch (scope) {
            case BASE_OBJECT -> "base";
            case SINGLE_LEVEL -> "one";
            case WHOLE_SUBTREE -> "sub";
        };
    }
}
