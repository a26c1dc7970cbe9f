package org.rollcall.interop.killer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.rollcall.interop.Await;

/** Clients of all kinds at work at the same time. */
final class Fleet {
    /** So many clients of each kind, and so many names for each. */
    record Size(int netMeeting, int ptlib, int dialer, int organizer, int names) {
        static final Size USUAL = new Size(32, 8, 16, 8, 24);
    }

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final InetSocketAddress server;
    private final Ledger ledger;
    private final Journal journal;
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong renewed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean mayBreak;
    private volatile boolean mayBeRefused;

    /** @param ledger read up to now; each client takes from it at its beginning what it goes on from */
    Fleet(InetSocketAddress server, Ledger ledger, Journal journal, long seed, Size size) {
        this.server = server;
        this.ledger = ledger;
        this.journal = journal;
        Random seeds = new Random(seed);
        add(new NetMeeting(), size.netMeeting(), size, seeds);
        add(new Ptlib(), size.ptlib(), size, seeds);
        add(new Dialer(), size.dialer(), size, seeds);
        add(new Organizer(), size.organizer(), size, seeds);
    }

    private void add(Role role, int count, Size size, Random seeds) {
        for (int i = 0; i < count; i++) {
            clients.add(new Client(this, role, clients.size() + 1, size.names(), new Random(seeds.nextLong())));
        }
    }

    Fleet start() {
        for (Client client : clients) {
            threads.add(Thread.ofVirtual().start(client::run));
        }
        return this;
    }

    /** From now on the server may answer that it is unavailable. */
    Fleet mayBeRefused() {
        mayBeRefused = true;
        return this;
    }

    /** From now on connections may break: the server is about to end. Clients whose connection broke work no more. */
    void mayBreak() {
        mayBreak = true;
    }

    /** Waits until so many operations were acknowledged since the start. */
    void awaitAcknowledged(long number) {
        Await.until(
                number + " acknowledged operations", PATIENCE, () -> acknowledged() >= number || !complaints.isEmpty());
        complain();
    }

    /** Tells all to stop, and waits until they have. */
    void join() {
        told.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE)) {
                    throw new AssertionError("a client does not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.sync();
        complain();
    }

    private void complain() {
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints));
        }
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** How many of those acknowledged were renewals. */
    long renewed() {
        return renewed.get();
    }

    long refused() {
        return refused.get();
    }

    // For the clients.

    InetSocketAddress server() {
        return server;
    }

    Ledger ledger() {
        return ledger;
    }

    Journal journal() {
        return journal;
    }

    boolean works() {
        return told.getCount() > 0;
    }

    /** Ends early when the fleet is told to stop. */
    void pause(long millis) {
        try {
            boolean ignored = told.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void acknowledged(Operation operation) {
        acknowledged.incrementAndGet();
        if (operation.act().isOnlyRenewal()) {
            renewed.incrementAndGet();
        }
    }

    void refused(Identity identity, Operation operation, Optional<Integer> owner, Connection.Result result) {
        refused.incrementAndGet();
        if (!mayBeRefused
                || result.code() != Connection.UNAVAILABLE
                || result.text().isBlank()) {
            complaints.add(identity + " " + operation + " (owner " + owner + "): " + result);
        }
    }

    void broken(Identity identity, IOException e) {
        if (!mayBreak) {
            complaints.add("the connection of " + identity + "'s client broke: " + e);
        }
    }
}
