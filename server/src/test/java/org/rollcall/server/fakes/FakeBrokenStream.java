package org.rollcall.server.fakes;

import io.netty.buffer.ByteBuf;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.Work;

/** A search that fails when it is asked to go on. */
public record FakeBrokenStream(int id) implements Work.Stream {
    @Override
    public boolean advance(ByteBuf out, int candidates, int bytes) {
        throw new IllegalStateException("broken");
    }

    @Override
    public void stop(ByteBuf out, ResultCode code, String message) {
        new FakeStream(id, 0).stop(out, code, message);
    }

    @Override
    public long entries() {
        return 0;
    }

    @Override
    public ResultCode result() {
        return ResultCode.OTHER;
    }
}
