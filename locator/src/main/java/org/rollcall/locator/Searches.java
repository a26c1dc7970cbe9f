package org.rollcall.locator;

import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;

/** Carries out searches and renewals, within the limits of client and operator (RFC 4511 §4.5.1.4, §4.5.1.5). */
final class Searches {
    private final LocatorSettings settings;
    private final PageCookies cookies;
    private final LongSupplier nanos;
    private final FastThreadLocal<ReplyWriter> writers;

    Searches(LocatorSettings settings, PageCookies cookies, LongSupplier nanos, FastThreadLocal<ReplyWriter> writers) {
        this.settings = settings;
        this.cookies = cookies;
        this.nanos = nanos;
        this.writers = writers;
    }

    /**
     * Where a search goes on: after the page before, or at the start.
     *
     * @throws DirectoryException unwillingToPerform for a cookie that was not given to this asker for this search
     */
    long start(SearchRequest request, Caller caller, Controls controls) {
        if (controls.paged().isEmpty() || controls.paged().get().cookie().isEmpty()) {
            return SearchQuery.START;
        }
        OptionalLong position =
                cookies.position(controls.paged().get().cookie(), caller.view().asker(), request);
        if (position.isEmpty()) {
            throw new DirectoryException(
                    ResultCode.UNWILLING_TO_PERFORM, "this cookie was not given to you for this search");
        }
        return position.getAsLong();
    }

    Work begin(int messageId, SearchRequest request, Operation.Search search, Caller caller, Controls controls) {
        SearchCursor cursor;
        try {
            cursor = caller.view().search(search.query());
        } catch (DirectoryException e) {
            if (isNothing(e.result(), caller.version())) {
                return nothing(request, caller, controls);
            }
            throw e;
        }
        if (controls.paged().isEmpty()) {
            return new Work.Streaming(new SearchStream(
                    cursor, search.shape(), limits(request, 0), messageId, caller.version(), nanos, writers, null));
        }
        PagedResults paged = controls.paged().get();
        Asker asker = caller.view().asker();
        return new Work.Streaming(new SearchStream(
                cursor,
                search.shape(),
                limits(request, pageSize(paged)),
                messageId,
                caller.version(),
                nanos,
                writers,
                position -> new PagedResults(0, cookies.after(position, asker, request))));
    }

    // Decision 6: for version 2 a search that finds nothing is never noSuchObject.
    private static boolean isNothing(LdapResult result, ProtocolVersion version) {
        return version == ProtocolVersion.V2 && result.code().equals(ResultCode.NO_SUCH_OBJECT);
    }

    private int pageSize(PagedResults paged) {
        return settings.maxPageSize() == 0 ? paged.size() : Math.min(paged.size(), settings.maxPageSize());
    }

    private SearchStream.Limits limits(SearchRequest request, int page) {
        long entries = smaller(request.sizeLimit(), settings.sizeLimit());
        long candidates = smaller(0, settings.searchWork());
        long allowed = smaller(
                Duration.ofSeconds(request.timeLimitSeconds()).toNanos(),
                settings.timeLimit().toNanos());
        boolean timed = allowed != Long.MAX_VALUE;
        long deadline = timed ? nanos.getAsLong() + allowed : 0;
        return new SearchStream.Limits(entries, candidates, timed, deadline, page);
    }

    /** The smaller of two limits, of which 0 is none. */
    static long smaller(long one, long other) {
        long first = one == 0 ? Long.MAX_VALUE : one;
        long second = other == 0 ? Long.MAX_VALUE : other;
        return Math.min(first, second);
    }

    /** The end of a search that finds nothing. */
    Work nothing(SearchRequest request, Caller caller, Controls controls) {
        LdapResult result = ResultCodes.forVersion(caller.version(), LdapResult.SUCCESS);
        return new Work.Done(new Work.Answer(Responses.of(request, result), lastPage(controls)));
    }

    private static List<Control> lastPage(Controls controls) {
        return controls.paged().isEmpty() ? List.of() : List.of(PageCookies.LAST_PAGE);
    }

    /** A renewal, decided here and now; its reply streams like that of any search. */
    Work renew(int messageId, SearchRequest request, Operation.Renew renew, Caller caller, Controls controls) {
        Renewal renewal;
        try {
            renewal = caller.view().renew(renew.request());
        } catch (DirectoryException e) {
            if (renew.silent() || isNothing(e.result(), caller.version())) {
                return nothing(request, caller, controls);
            }
            throw e;
        }
        return switch (renewal) {
            case Renewal.Absent _ -> nothing(request, caller, controls);
            case Renewal.Renewed renewed ->
                new Work.Streaming(new RenewedEntry(
                        renewed.match(), renew.shape(), messageId, caller.version(), writers, lastPage(controls)));
        };
    }
}
