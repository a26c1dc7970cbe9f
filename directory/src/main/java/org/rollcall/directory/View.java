package org.rollcall.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The directory as one asker may see and change it. Entries past the end of their lease are absent for everything,
 * whatever the sweeper has done; so are those whose security descriptor does not let the asker read them, but that their
 * names are taken. Visibility rules of decisions 12 (hidden people) and 14 (tokens) hold on every path.
 */
public interface View {
    /** No renewal took place. */
    long NOT_RENEWED = -1;

    Asker asker();

    /**
     * Begins a search; no work is done yet.
     *
     * @throws DirectoryException noSuchObject with matchedDN where the base is not there
     */
    SearchCursor search(SearchQuery query);

    /**
     * Carries a search out for a name, whole and at once.
     *
     * @param sink takes the few entries that such a search finds; it can't stop the search
     * @return false, and nothing given, where this is not the way: the base is not there, or many entries have the name
     */
    boolean search(NamedSearch search, PlainName name, SearchCursor.Sink sink);

    /** The entry of this name, if it is there and the asker may know of it by its name. */
    Optional<Match> read(EntryName name);

    /**
     * Renews leases: one atomic decision against expiry, no commit (a crash may forget it).
     *
     * @throws DirectoryException insufficientAccessRights where the entry is another's, objectClassViolation where it
     *     is static
     */
    Renewal renew(RenewRequest request);

    /**
     * Renews leases as {@link #renew(RenewRequest)} does, for a name.
     *
     * @param sink takes the entry as renewed
     * @return seconds granted; {@link #NOT_RENEWED} where there is no such entry or something stands against it, which
     *     the ordinary way tells
     */
    long renew(NamedRenewal renewal, PlainName name, SearchCursor.Sink sink);

    /**
     * Runs work that reads and changes the named entries as one atomic step: nobody else changes them meanwhile, and
     * what it staged becomes visible after its commit, or not at all. A search under way may meet some of the entries
     * as they were and others as they are. Names that the work touches beyond those named are refused with
     * operationsError, except the applications of a person named.
     *
     * @param work called once, on an arbitrary thread, never blocking; a {@link DirectoryException} it throws undoes
     *     everything and comes out of the stage, not wrapped in a CompletionException
     * @return completes after the commit, with what the work returned
     */
    <T> CompletionStage<T> write(Set<EntryName> names, Function<Transaction, T> work);

    /** Everything visible to the asker that changes from now on; what happened before is in a search. */
    Watch watch();

    /** What the schema demands of an entry but can't be seen from outside: names of all suffixes served. */
    List<EntryName> suffixes();
}
