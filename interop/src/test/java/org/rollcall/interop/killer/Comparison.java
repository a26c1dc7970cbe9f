package org.rollcall.interop.killer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rollcall.interop.killer.Connection.Entry;
import org.rollcall.interop.killer.Ledger.Account;
import org.rollcall.interop.killer.Ledger.Sent;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;
import org.rollcall.interop.killer.Verdict.Kind;

/** What the server shows beside what it must show. It remembers the UUIDs that it saw. */
final class Comparison {
    /** Decision 11: an N-client sees these of the application, where there is one. */
    private static final Set<String> OF_APPLICATION =
            Set.of("applicationid", "mimetype", "guid", "protocolid", "protocolmimetype", "port");

    private static final Set<String> NOT_CONTENTS = Set.of("objectclass", "entryttl", "entryuuid");

    private final Map<String, String> uuids = new HashMap<>();

    /** A state that a name may be in, and the operation without an answer that it takes; 0 if none. */
    private record Candidate(State state, int number) {}

    /** Says of each name what is wrong, and which unanswered operations were done. */
    Verdict compare(Ledger ledger, Listing listing) {
        Verdict verdict = new Verdict();
        Set<String> expected = new TreeSet<>();
        ledger.accounts().forEach((identity, account) -> {
            expected.add(key(identity));
            expected.add(appKey(identity));
            Optional<Candidate> found = find(ledger, identity, account, listing, verdict);
            if (found.isPresent()) {
                State state = found.get().state();
                verdict.compared(state.main().isPresent(), state.app().isPresent());
                checkUuids(identity, state, listing, verdict);
                checkList(identity, state, listing, ledger.lastStart(), verdict);
            }
            if (!account.open().isEmpty()) {
                verdict.settled(identity, found.map(Candidate::number).orElse(0));
            }
        });
        for (String dn : listing.normal().keySet()) {
            if (!expected.contains(dn)) {
                verdict.foundStranger(dn);
            }
        }
        return verdict;
    }

    private static Optional<Candidate> find(
            Ledger ledger, Identity identity, Account account, Listing listing, Verdict verdict) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(account.state(), 0));
        for (Sent sent : account.open()) {
            candidates.add(
                    new Candidate(ledger.after(account, sent), sent.operation().number()));
        }
        account.former().reversed().forEach(former -> candidates.add(new Candidate(former, 0)));
        Optional<Entry> main = Optional.ofNullable(listing.normal().get(key(identity)));
        Optional<Entry> app = Optional.ofNullable(listing.normal().get(appKey(identity)));
        boolean mainFits = false;
        boolean appFits = false;
        Optional<Candidate> fitting = Optional.empty();
        List<String> leases = List.of();
        for (Candidate candidate : candidates) {
            boolean mainIsSo = fits(main, mainOf(identity, candidate.state()));
            boolean appIsSo = fits(app, appOf(identity, candidate.state()));
            mainFits |= mainIsSo;
            appFits |= appIsSo;
            if (mainIsSo && appIsSo) {
                List<String> wrong = wrongLeases(candidate.state(), main, app, ledger.lastStart());
                if (wrong.isEmpty()) {
                    return Optional.of(candidate);
                }
                if (fitting.isEmpty()) {
                    fitting = Optional.of(candidate);
                    leases = wrong;
                }
            }
        }
        String seen =
                "acknowledged " + account.state() + "; not answered " + account.open() + "; shown " + main + " " + app;
        if (fitting.isPresent()) {
            leases.forEach(lease -> verdict.found(Kind.LEASE, identity, lease));
        } else if (mainFits && appFits) {
            verdict.found(Kind.HALF_WRITTEN, identity, seen);
        } else if (candidates.stream()
                .allMatch(each ->
                        isMore(main, each.state().main(), app, each.state().app()))) {
            verdict.found(Kind.RESURRECTED, identity, seen);
        } else {
            verdict.found(Kind.LOST, identity, seen);
        }
        return fitting;
    }

    private static boolean isMore(
            Optional<Entry> main, Optional<Main> wanted, Optional<Entry> app, Optional<App> wantedApp) {
        return (main.isPresent() && wanted.isEmpty()) || (app.isPresent() && wantedApp.isEmpty());
    }

    private static String key(Identity identity) {
        String type = identity.role() instanceof Organizer ? "uid=" : "cn=";
        return Listing.key(type + identity.name() + ",ou=dynamic,o=intranet");
    }

    private static String appKey(Identity identity) {
        String name = identity.role() instanceof Ptlib ? "ekiga" : "ms-netmeeting";
        return Listing.key("cn=" + identity.name() + ",appname=" + name + ",ou=applications,o=intranet");
    }

    private static Optional<Map<String, Set<String>>> mainOf(Identity identity, State state) {
        String own = identity.role() instanceof Organizer ? "rtconference" : "rtperson";
        return state.main().map(main -> contents(identity.role().main(identity, main), own));
    }

    private static Optional<Map<String, Set<String>>> appOf(Identity identity, State state) {
        return state.app().map(app -> contents(identity.role().app(identity, app), "rtapplicationuser"));
    }

    private static Map<String, Set<String>> contents(Map<String, List<String>> attributes, String ownClass) {
        Map<String, Set<String>> contents = new TreeMap<>();
        attributes.forEach((name, values) -> contents.put(name, new TreeSet<>(values)));
        contents.put("objectclass", Set.of(ownClass, "dynamicobject"));
        return contents;
    }

    private static boolean fits(Optional<Entry> shown, Optional<Map<String, Set<String>>> wanted) {
        return shown.map(Comparison::contents).equals(wanted);
    }

    private static Map<String, Set<String>> contents(Entry entry) {
        Map<String, Set<String>> contents = new TreeMap<>(entry.attributes());
        contents.keySet().removeAll(NOT_CONTENTS);
        contents.put(
                "objectclass",
                entry.attributes().getOrDefault("objectclass", Set.of()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
        return contents;
    }

    private static String only(Entry entry, String name) {
        return String.join(" and ", entry.attributes().getOrDefault(name, Set.of("nothing")));
    }

    private static List<String> wrongLeases(State state, Optional<Entry> main, Optional<Entry> app, Lease.Start start) {
        List<String> wrong = new ArrayList<>();
        main.ifPresent(entry ->
                wrongLease(state.main().orElseThrow().leases(), entry, start).ifPresent(wrong::add));
        app.ifPresent(entry ->
                wrongLease(state.app().orElseThrow().leases(), entry, start).ifPresent(wrong::add));
        return wrong;
    }

    private static Optional<String> wrongLease(Leases leases, Entry entry, Lease.Start start) {
        String shown = only(entry, "entryttl");
        return shown.matches("[0-9]{1,9}") && leases.mayShow(Long.parseLong(shown), entry.atMillis(), start)
                ? Optional.empty()
                : Optional.of(
                        entry.dn() + " has " + shown + " s left, allowed " + leases.allowed(entry.atMillis(), start));
    }

    private void checkUuids(Identity identity, State state, Listing listing, Verdict verdict) {
        state.main()
                .ifPresent(main -> checkUuid(
                        identity, "main " + main.made(), listing.normal().get(key(identity)), verdict));
        state.app()
                .ifPresent(app -> checkUuid(
                        identity, "app " + app.made(), listing.normal().get(appKey(identity)), verdict));
    }

    private void checkUuid(Identity identity, String which, Entry entry, Verdict verdict) {
        String now = only(entry, "entryuuid");
        String before = uuids.putIfAbsent(identity + " " + which, now);
        if (before != null && !before.equals(now)) {
            verdict.found(Kind.REMADE, identity, which + " was " + before + ", is " + now);
        }
    }

    /** What NetMeeting is shown of the same person. */
    private static void checkList(Identity identity, State state, Listing listing, Lease.Start start, Verdict verdict) {
        Entry shown = listing.list().get(identity.name());
        boolean isListed = state.main().isPresent() && !(identity.role() instanceof Organizer);
        if (!isListed) {
            if (shown != null) {
                verdict.found(Kind.LISTED, identity, "is listed: " + shown);
            }
            return;
        }
        if (shown == null) {
            verdict.found(Kind.LISTED, identity, "is not listed");
            return;
        }
        Map<String, Set<String>> wanted = listed(identity, state);
        Map<String, Set<String>> contents = new TreeMap<>(shown.attributes());
        Set<String> minutes = contents.remove("sttl");
        String dn = identity.role().nPrefix() + "cn=" + identity.name() + ",objectClass=rtPerson";
        if (!contents.equals(wanted) || !shown.dn().equals(dn)) {
            verdict.found(Kind.LISTED, identity, "is listed as " + shown + ", not " + dn + " " + wanted);
        }
        // Rounded up to minutes (decision 5).
        long seconds =
                minutes == null ? -1 : 60 * Long.parseLong(minutes.iterator().next());
        boolean fits = state.main().get().leases().possible().stream()
                .anyMatch(lease -> lease.fewest(shown.atMillis(), start) <= seconds
                        && lease.most(shown.atMillis(), start) > seconds - 60);
        if (!fits) {
            verdict.found(Kind.LEASE, identity, "is listed with sttl " + minutes);
        }
    }

    private static Map<String, Set<String>> listed(Identity identity, State state) {
        Map<String, List<String>> main =
                identity.role().main(identity, state.main().orElseThrow());
        Map<String, List<String>> app =
                state.app().map(each -> identity.role().app(identity, each)).orElse(main);
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (String name : Listing.LISTED) {
            List<String> values = (OF_APPLICATION.contains(name) ? app : main).get(name);
            if (values != null) {
                // Decision 2: what ISO-8859-1 lacks becomes a question mark.
                wanted.put(
                        Attributes.nName(name),
                        values.stream()
                                .map(value -> new String(
                                        value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return wanted;
    }
}
