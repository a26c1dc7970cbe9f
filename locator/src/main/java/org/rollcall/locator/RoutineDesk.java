package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.rollcall.directory.LookAhead;
import org.rollcall.directory.Match;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.View;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.RequestForm;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.codec.ResultWriter;

/** Answers routine requests, one after the other, with things that are kept. One instance serves one thread. */
final class RoutineDesk implements SearchCursor.Sink {
    private final LookAhead lookAhead;
    private final EntryReply replies = new EntryReply();
    private final PlainName name = new PlainName();
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private int messageId;
    private ReplyShape shape = ReplyShape.EMPTY;
    private TextEncoding text = TextEncoding.UTF_8;
    private int entries;

    RoutineDesk(LookAhead lookAhead) {
        this.lookAhead = lookAhead;
    }

    /** Takes note of a request to come whose form the routine has. */
    void expect(Routine routine, RequestOctets request) {
        RequestForm form = routine.form();
        if (name.read(request.unsafeArray(), form.valueStart(request), form.valueLength())) {
            lookAhead.expect(routine.lookUp(), name);
        }
    }

    /** All requests to come are known. */
    void fetch() {
        lookAhead.fetch();
    }

    /**
     * Answers a request whose form the routine has.
     *
     * @return entries given; {@link Locator#NO_ROUTINE}, and nothing written, where the ordinary way has to be gone
     */
    int answer(Routine routine, RequestOctets request, Caller caller, ByteBuf target) {
        RequestForm form = routine.form();
        if (!name.read(request.unsafeArray(), form.valueStart(request), form.valueLength())) {
            return Locator.NO_ROUTINE;
        }
        int mark = target.writerIndex();
        out = target;
        messageId = request.messageId();
        text = caller.version().text();
        entries = 0;
        boolean done;
        try {
            done = switch (routine) {
                case Routine.Search search -> search(search, caller.view());
                case Routine.Renewal renewal -> renew(renewal, caller.view());
                case Routine.Refresh refresh -> refresh(refresh, caller.view());
            };
        } finally {
            out = Unpooled.EMPTY_BUFFER;
        }
        if (!done) {
            target.writerIndex(mark);
            return Locator.NO_ROUTINE;
        }
        return entries;
    }

    private boolean search(Routine.Search routine, View view) {
        shape = routine.shape();
        if (!view.search(routine.lookUp(), name, this) || entries > routine.entries()) {
            return false;
        }
        ResultWriter.searchDone(out, messageId);
        return true;
    }

    private boolean renew(Routine.Renewal routine, View view) {
        shape = routine.shape();
        if (view.renew(routine.lookUp(), name, this) == View.NOT_RENEWED) {
            return false;
        }
        ResultWriter.searchDone(out, messageId);
        return true;
    }

    private boolean refresh(Routine.Refresh routine, View view) {
        if (view.renew(routine.lookUp(), name, match -> true) != routine.seconds()) {
            return false;
        }
        ResultWriter.operation(out, messageId, routine.response());
        return true;
    }

    @Override
    public boolean accept(Match match) {
        replies.write(out, messageId, match, shape, text);
        entries++;
        return true;
    }
}
