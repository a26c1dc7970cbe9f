package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;

/** What a request set going. */
public sealed interface Work {

    /** The end of an operation. */
    record Answer(ResultResponse response, List<Control> controls) {
        public Answer {
            controls = List.copyOf(controls);
        }

        public Answer(ResultResponse response) {
            this(response, List.of());
        }
    }

    /** Answered at once. */
    record Done(Answer answer) implements Work {}

    /** Answered after a commit; the stage never completes exceptionally. */
    record Pending(CompletionStage<Answer> answer) implements Work {}

    /** A search: pulled by the session as its client reads. */
    record Streaming(Stream stream) implements Work {}

    /** A search under way; it holds nothing that must be closed, so dropping it abandons it. */
    interface Stream {
        /**
         * Writes whole messages of entries, and at the end the result, in the dialect of the caller.
         *
         * @param candidates the most entries to look at in this call
         * @param bytes stops soon after this many bytes were written
         * @return true when the result is written: the search is over
         */
        boolean advance(ByteBuf out, int candidates, int bytes);

        /** Writes the result of a search that was cut short: time limit, cancel. */
        void stop(ByteBuf out, ResultCode code, String message);

        /** Entries written so far. */
        long entries();

        /** How the search ended; success until it has. */
        ResultCode result();
    }
}
