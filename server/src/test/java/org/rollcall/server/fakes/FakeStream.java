package org.rollcall.server.fakes;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.locator.Work;

/** A search over so many candidates of which each is a match; or one that never ends and never finds anything. */
public final class FakeStream implements Work.Stream {
    /** The number of candidates of the search without matches or end. */
    public static final int BARREN = Integer.MAX_VALUE;

    private final MessageEncoder encoder = new MessageEncoder();
    private final int id;
    private final int candidates;
    private int looked;
    private ResultCode result = ResultCode.SUCCESS;

    public FakeStream(int id, int candidates) {
        this.id = id;
        this.candidates = candidates;
    }

    @Override
    public boolean advance(ByteBuf out, int most, int octets) {
        if (candidates == BARREN) {
            return false;
        }
        int start = out.writerIndex();
        for (int i = 0; i < most && looked < candidates && out.writerIndex() - start < octets; i++) {
            OctetString name = OctetString.wrap(("cn=" + looked++).getBytes(StandardCharsets.UTF_8));
            encoder.encode(new LdapMessage(id, new SearchResultEntry(name, List.of())), out, TextEncoding.UTF_8);
        }
        if (looked < candidates) {
            return false;
        }
        done(out, ResultCode.SUCCESS, "");
        return true;
    }

    @Override
    public void stop(ByteBuf out, ResultCode code, String message) {
        result = code;
        done(out, code, message);
    }

    private void done(ByteBuf out, ResultCode code, String message) {
        encoder.encode(
                new LdapMessage(id, new SearchResultDone(LdapResult.of(code, message))), out, TextEncoding.UTF_8);
    }

    public int looked() {
        return looked;
    }

    @Override
    public long entries() {
        return looked;
    }

    @Override
    public ResultCode result() {
        return result;
    }
}
