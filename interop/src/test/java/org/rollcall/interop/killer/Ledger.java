package org.rollcall.interop.killer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What must be in the directory, by what the journal says: it is read on from where it was left. */
final class Ledger {
    private final Path journal;
    private final Map<Identity, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Identity> known = new LinkedHashMap<>();
    private long offset;
    private long acknowledged;
    private boolean doubtful;
    private Optional<Lease.Start> lastStart = Optional.empty();

    /**
     * One name.
     *
     * @param state what follows from all that was acknowledged
     * @param former what followed before, where the last that was acknowledged may be gone
     * @param open what was sent since and not acknowledged: of these at most one may have been done, the last too
     * @param lastNumber of the operations on this name
     */
    record Account(State state, List<State> former, List<Sent> open, int lastNumber) {
        private static final Account NEW = new Account(State.NOTHING, List.of(), List.of(), 0);

        Account {
            former = List.copyOf(former);
            open = List.copyOf(open);
        }

        private Account mapLeases(UnaryOperator<Leases> change) {
            return new Account(
                    state.mapLeases(change),
                    former.stream().map(each -> each.mapLeases(change)).toList(),
                    open,
                    lastNumber);
        }
    }

    record Sent(Operation operation, long at) {}

    Ledger(Path journal) {
        this.journal = journal;
    }

    /** Reads what was written since. */
    void read() {
        read(Long.MAX_VALUE);
    }

    /** Reads up to a place in the journal. */
    void read(long upTo) {
        byte[] octets;
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            octets = new byte[(int) (Math.min(file.length(), upTo) - offset)];
            file.seek(offset);
            file.readFully(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int end = octets.length;
        while (end > 0 && octets[end - 1] != '\n') {
            end--;
        }
        offset += end;
        new String(octets, 0, end, StandardCharsets.US_ASCII).lines().forEach(this::read);
    }

    private void read(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "I" -> {
                Account account = account(words[1]);
                int number = Integer.parseInt(words[3]);
                List<Sent> open = new ArrayList<>(account.open());
                open.add(new Sent(
                        new Operation(
                                Act.valueOf(words[2]), number, Integer.parseInt(words[4]), Integer.parseInt(words[5])),
                        Long.parseLong(words[6])));
                put(words[1], new Account(account.state(), account.former(), open, number));
            }
            case "A" -> {
                Account account = account(words[1]);
                Operation done = account.open().getLast().operation();
                State state = done.after(account.state(), Long.parseLong(words[2]), Long.parseLong(words[3]));
                put(words[1], new Account(state, former(account), List.of(), account.lastNumber()));
                acknowledged++;
            }
            case "U" -> {}
            case "E" -> ended(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "S" -> started(new Lease.Start(Long.parseLong(words[1]), Long.parseLong(words[2])));
            case "F" -> {
                Account account = account(words[1]);
                int number = Integer.parseInt(words[2]);
                State state = account.open().stream()
                        .filter(sent -> sent.operation().number() == number)
                        .findFirst()
                        .map(sent -> after(account, sent))
                        .orElse(account.state());
                // It may have been found where it is not in doubt: with the server that acknowledged what is.
                put(words[1], new Account(state, former(account), List.of(), account.lastNumber()));
            }
            default -> throw new IllegalArgumentException("no line of a journal: " + line);
        }
    }

    private List<State> former(Account account) {
        if (!doubtful) {
            return List.of();
        }
        List<State> former = new ArrayList<>(account.former());
        former.add(account.state());
        return former;
    }

    /**
     * The server ended. A renewal that was under way counts among the possible ones, whether it was done or not.
     *
     * @param forgottenMillis how long before that renewals may have been forgotten
     */
    void ended(long at, long forgottenMillis) {
        accounts.replaceAll((identity, account) -> {
            Account ended = account.mapLeases(leases -> leases.ended(at, forgottenMillis));
            State state = ended.state();
            List<Sent> open = new ArrayList<>();
            for (Sent sent : ended.open()) {
                if (sent.operation().act().isOnlyRenewal()) {
                    state = sent.operation().after(state, sent.at(), at);
                } else {
                    open.add(sent);
                }
            }
            return new Account(state, ended.former(), open, account.lastNumber());
        });
    }

    void started(Lease.Start start) {
        lastStart = Optional.of(start);
        accounts.replaceAll((identity, account) -> account.mapLeases(leases -> leases.afterStart(start)));
    }

    /** From here on the last of what was acknowledged may be gone, but not something with what came after it there. */
    void doubtFromHere() {
        doubtful = true;
    }

    /** What follows if an operation that was not acknowledged was done nevertheless. */
    State after(Account account, Sent sent) {
        long latest = lastStart.map(Lease.Start::from).orElse(sent.at());
        State after = sent.operation().after(account.state(), sent.at(), Math.max(sent.at(), latest));
        return lastStart
                .map(start -> after.mapLeases(leases -> leases.afterStart(start)))
                .orElse(after);
    }

    private Account account(String identity) {
        return account(known.computeIfAbsent(identity, Identity::parse));
    }

    Account account(Identity identity) {
        return accounts.getOrDefault(identity, Account.NEW);
    }

    private void put(String identity, Account account) {
        accounts.put(known.get(identity), account);
    }

    /** All names of which something was ever sent. */
    Map<Identity, Account> accounts() {
        return accounts;
    }

    /** Operations that were acknowledged, in all. */
    long acknowledged() {
        return acknowledged;
    }

    /** The last start of the server. */
    Lease.Start lastStart() {
        return lastStart.orElseThrow();
    }
}
