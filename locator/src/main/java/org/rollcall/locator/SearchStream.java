package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Match;
import org.rollcall.directory.SearchCursor;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;

/** A search under way: its limits, its pages, its replies. Used by one thread at a time. */
final class SearchStream implements Work.Stream, SearchCursor.Sink {

    /**
     * Where a search ends before its end.
     *
     * @param entries the most entries, {@link Long#MAX_VALUE} for no limit
     * @param candidates the most entries to look at, {@link Long#MAX_VALUE} for no limit
     * @param deadlineNanos on the clock given, which may wrap; ignored where {@code timed} is false
     * @param page entries in a page, 0 where none was asked for
     */
    record Limits(long entries, long candidates, boolean timed, long deadlineNanos, int page) {}

    private final SearchCursor cursor;
    private final ReplyShape shape;
    private final Limits limits;
    private final int messageId;
    private final ProtocolVersion version;
    private final LongSupplier nanos;
    private final FastThreadLocal<ReplyWriter> writers;
    private final @Nullable PageEnd pageEnd;

    private @Nullable ByteBuf out;
    private @Nullable ReplyWriter writer;
    private int fullAt;
    private long entries;
    private boolean exceeded;
    private boolean pageFull;
    private boolean over;
    private ResultCode result = ResultCode.SUCCESS;

    /** Makes the cookie behind a page that was filled. */
    @FunctionalInterface
    interface PageEnd {
        PagedResults after(long position);
    }

    SearchStream(
            SearchCursor cursor,
            ReplyShape shape,
            Limits limits,
            int messageId,
            ProtocolVersion version,
            LongSupplier nanos,
            FastThreadLocal<ReplyWriter> writers,
            @Nullable PageEnd pageEnd) {
        this.cursor = cursor;
        this.shape = shape;
        this.limits = limits;
        this.messageId = messageId;
        this.version = version;
        this.nanos = nanos;
        this.writers = writers;
        this.pageEnd = pageEnd;
    }

    @Override
    public boolean advance(ByteBuf target, int candidates, int bytes) {
        if (over) {
            return true;
        }
        out = target;
        writer = writers.get();
        fullAt = target.writerIndex() + bytes;
        try {
            step(target, candidates);
        } catch (DirectoryException e) {
            finish(target, e.result(), List.of());
        } finally {
            out = null;
            writer = null;
        }
        return over;
    }

    private void step(ByteBuf target, int candidates) {
        if (limits.timed && nanos.getAsLong() - limits.deadlineNanos >= 0) {
            finish(target, ResultCode.TIME_LIMIT_EXCEEDED, "time limit");
            return;
        }
        long work = limits.candidates - cursor.examined();
        if (work <= 0) {
            finish(target, ResultCode.ADMIN_LIMIT_EXCEEDED, "the search looks at too many entries");
            return;
        }
        SearchCursor.Step step = cursor.advance((int) Math.min(candidates, work), this);
        if (exceeded) {
            finish(target, ResultCode.SIZE_LIMIT_EXCEEDED, "size limit");
        } else if (step == SearchCursor.Step.DONE) {
            finish(target, LdapResult.SUCCESS, pageEnd == null ? List.of() : List.of(PageCookies.LAST_PAGE));
        } else if (pageFull && pageEnd != null) {
            finish(
                    target,
                    LdapResult.SUCCESS,
                    List.of(pageEnd.after(cursor.position()).toControl(false)));
        }
    }

    @Override
    public boolean accept(Match match) {
        ByteBuf target = out;
        ReplyWriter replies = writer;
        if (target == null || replies == null) {
            throw new IllegalStateException("a match outside of a step");
        }
        if (entries == limits.entries) {
            exceeded = true;
            return false;
        }
        replies.entry(target, messageId, match, shape, version.text());
        entries++;
        if (limits.page > 0 && entries == limits.page) {
            pageFull = true;
            return false;
        }
        return target.writerIndex() < fullAt;
    }

    private void finish(ByteBuf target, ResultCode code, String message) {
        finish(target, LdapResult.of(code, message), List.of());
    }

    private void finish(ByteBuf target, LdapResult end, List<Control> controls) {
        LdapResult known = ResultCodes.forVersion(version, end);
        writers.get().done(target, messageId, known, controls, version.text());
        result = known.code();
        over = true;
    }

    @Override
    public void stop(ByteBuf target, ResultCode code, String message) {
        if (!over) {
            finish(target, code, message);
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
