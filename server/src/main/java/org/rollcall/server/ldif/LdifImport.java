package org.rollcall.server.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ldif.ExternalValues;
import org.rollcall.ldap.ldif.LdifBody;
import org.rollcall.ldap.ldif.LdifException;
import org.rollcall.ldap.ldif.LdifLimits;
import org.rollcall.ldap.ldif.LdifReader;
import org.rollcall.ldap.ldif.LdifRecord;
import org.rollcall.ldap.message.Attribute;

/**
 * One import of one LDIF file. Many entries are under way at once, up to a bound of their number and of their octets;
 * what became of them is told in the order of the file. It runs on its caller's thread, which waits for the slowest.
 */
public final class LdifImport {
    private static final int MOST_UNDER_WAY = 1024;
    // A quarter of what a store lets wait for its disk: others change entries meanwhile.
    private static final int MOST_OCTETS_UNDER_WAY = 4 << 20;

    private final Entries.Intake intake;
    private final boolean continueOnError;
    private final ImportListener listener;
    private final Deque<Pending> underWay = new ArrayDeque<>();
    private final SortedMap<String, Long> dropped = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private long octetsUnderWay;
    private long added;
    private long replaced;
    private long kept;
    private long builtIn;
    private long refused;
    private long failed;
    private long shortened;
    private long records;
    private boolean stopped;

    /** @param name whose outcome it is, and a colon; empty where it is nobody's */
    private record Pending(long line, String name, long octets, CompletableFuture<Outcome> outcome) {}

    /**
     * An import to be.
     *
     * @param continueOnError false to stop at the first entry that is refused; what is under way then comes to its end
     */
    public LdifImport(Entries.Intake intake, boolean continueOnError, ImportListener listener) {
        this.intake = intake;
        this.continueOnError = continueOnError;
        this.listener = listener;
    }

    /**
     * Imports a file. Call it once.
     *
     * @param in not closed
     * @param external where values come from that the file gives by a URL
     */
    public ImportSummary run(InputStream in, LdifLimits limits, ExternalValues external) {
        LdifReader reader = new LdifReader(in, limits, external);
        long line = 1;
        boolean more = true;
        while (more && !stopped) {
            try {
                Optional<LdifRecord> next = reader.next();
                more = next.isPresent();
                if (next.isPresent()) {
                    line = next.get().line();
                    take(next.get());
                }
            } catch (LdifException e) {
                line = e.line();
                await(line, "", 0, done(new Outcome.Refused("expected " + e.expected() + ", found " + e.found())));
            } catch (IOException e) {
                await(
                        line,
                        "",
                        0,
                        done(new Outcome.Failed("the file can't be read beyond the entry that begins here: " + e)));
            }
        }
        while (!underWay.isEmpty()) {
            settle();
        }
        return new ImportSummary(added, replaced, kept, builtIn, refused, failed, shortened, dropped, !stopped);
    }

    private void take(LdifRecord record) {
        switch (record.body()) {
            case LdifBody.Content content -> take(record, content.attributes());
            case LdifBody.Add add -> take(record, add.attributes());
            case LdifBody.Delete _, LdifBody.Modify _, LdifBody.ModifyDn _ ->
                await(
                        record.line(),
                        name(record),
                        0,
                        done(new Outcome.Refused(
                                "a change: only whole entries can be imported; make changes by ldapmodify")));
        }
    }

    private void take(LdifRecord record, List<Attribute> attributes) {
        await(
                record.line(),
                name(record),
                octets(record.dn(), attributes),
                intake.put(record.dn(), attributes).toCompletableFuture());
    }

    private static String name(LdifRecord record) {
        return record.dn().utf8() + ": ";
    }

    private static long octets(OctetString dn, List<Attribute> attributes) {
        long octets = dn.length();
        for (Attribute attribute : attributes) {
            octets += attribute.description().length();
            for (OctetString value : attribute.values()) {
                octets += value.length();
            }
        }
        return octets;
    }

    private static CompletableFuture<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private void await(long line, String name, long octets, CompletableFuture<Outcome> outcome) {
        underWay.add(new Pending(line, name, octets, outcome));
        octetsUnderWay += octets;
        // What is known to be refused stops the reading, whatever is still before it.
        stopped |= outcome.isDone() && isStopping(outcome.join());
        while (!underWay.isEmpty()
                && (underWay.size() > MOST_UNDER_WAY
                        || octetsUnderWay > MOST_OCTETS_UNDER_WAY
                        || underWay.getFirst().outcome().isDone())) {
            settle();
        }
    }

    private boolean isStopping(Outcome outcome) {
        return outcome instanceof Outcome.Failed || (outcome instanceof Outcome.Refused && !continueOnError);
    }

    private void settle() {
        Pending oldest = underWay.remove();
        octetsUnderWay -= oldest.octets();
        Outcome outcome = oldest.outcome().join();
        stopped |= isStopping(outcome);
        switch (outcome) {
            case Outcome.Taken taken -> {
                added += taken.replaced() ? 0 : 1;
                replaced += taken.replaced() ? 1 : 0;
                shortened += taken.shortened() ? 1 : 0;
                taken.dropped().forEach(name -> dropped.merge(name, 1L, Long::sum));
            }
            case Outcome.Kept _ -> kept++;
            case Outcome.BuiltIn _ -> builtIn++;
            case Outcome.Refused refusal -> {
                refused++;
                tell(oldest, refusal.reason());
            }
            case Outcome.Failed failure -> {
                // What broke for one, broke for all that were under way.
                if (failed++ == 0) {
                    tell(oldest, failure.reason());
                }
            }
        }
        listener.done(++records);
    }

    private void tell(Pending pending, String reason) {
        listener.refused(pending.line(), pending.name() + reason);
    }
}
