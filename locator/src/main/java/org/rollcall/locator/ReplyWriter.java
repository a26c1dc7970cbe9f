package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.rollcall.directory.Match;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.ResultWriter;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;

/** Writes what searches answer, with buffers that are kept. One instance serves one thread. */
final class ReplyWriter {
    private final EntryReply entries = new EntryReply();
    private final MessageEncoder messages = new MessageEncoder();

    void entry(ByteBuf out, int messageId, Match match, ReplyShape shape, TextEncoding text) {
        entries.write(out, messageId, match, shape, text);
    }

    /** Appends the end of a search; the result's code is one that the version knows. */
    void done(ByteBuf out, int messageId, LdapResult result, List<Control> controls, TextEncoding text) {
        if (controls.isEmpty() && result.equals(LdapResult.SUCCESS)) {
            ResultWriter.searchDone(out, messageId);
        } else {
            messages.encode(new LdapMessage(messageId, new SearchResultDone(result), controls), out, text);
        }
    }

    /** An entry as a value, for the controls that carry one (RFC 4527). */
    SearchResultEntry entry(Match match, ReplyShape shape) {
        ByteBuf octets = Unpooled.buffer();
        try {
            entries.write(octets, 0, match, shape, TextEncoding.UTF_8);
            MessageDecoder decoder = new MessageDecoder(new DecoderLimits(Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
            if (decoder.decode(octets).op() instanceof SearchResultEntry entry) {
                return entry;
            }
            throw new IllegalStateException("an entry was written, something else read");
        } catch (ProtocolException e) {
            throw new IllegalStateException("what was written can't be read", e);
        } finally {
            octets.release();
        }
    }
}
