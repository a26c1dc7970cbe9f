package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import org.rollcall.directory.Match;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;

/** The reply to a renewal: the entry, then the end (MS-TAIL 3.5.11). Used by one thread at a time. */
final class RenewedEntry implements Work.Stream {
    private final Match match;
    private final ReplyShape shape;
    private final int messageId;
    private final ProtocolVersion version;
    private final FastThreadLocal<ReplyWriter> writers;
    private final List<Control> endControls;
    private boolean over;
    private long entries;
    private ResultCode result = ResultCode.SUCCESS;

    RenewedEntry(
            Match match,
            ReplyShape shape,
            int messageId,
            ProtocolVersion version,
            FastThreadLocal<ReplyWriter> writers,
            List<Control> endControls) {
        this.match = match;
        this.shape = shape;
        this.messageId = messageId;
        this.version = version;
        this.writers = writers;
        this.endControls = endControls;
    }

    @Override
    public boolean advance(ByteBuf out, int candidates, int bytes) {
        if (!over) {
            ReplyWriter writer = writers.get();
            writer.entry(out, messageId, match, shape, version.text());
            entries = 1;
            end(out, LdapResult.SUCCESS, endControls);
        }
        return true;
    }

    private void end(ByteBuf out, LdapResult end, List<Control> controls) {
        LdapResult known = ResultCodes.forVersion(version, end);
        writers.get().done(out, messageId, known, controls, version.text());
        result = known.code();
        over = true;
    }

    @Override
    public void stop(ByteBuf out, ResultCode code, String message) {
        if (!over) {
            end(out, LdapResult.of(code, message), List.of());
        }
    }

    @Override
    public long entries() {
        return entries;
    }

    @Override
    public ResultCode result() {
        return result;
    }
}
