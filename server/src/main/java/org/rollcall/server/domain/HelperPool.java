package org.rollcall.server.domain;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.identity.domain.Domain;
import org.rollcall.identity.domain.HelperProtocol;
import org.rollcall.identity.domain.HelperProtocolException;
import org.rollcall.identity.domain.ResponseJudge;

/**
 * Processes of Samba's helper. One that ends, takes too long or writes nonsense is replaced when the next question comes;
 * the question that it was asked is answered with unavailable.
 */
final class HelperPool implements ResponseJudge, AutoCloseable {
    private final DomainDesk desk;
    private final List<String> command;
    private final Duration patience;
    private final Reachability winbind;
    private final DomainCounters counters;
    private final Deque<Helper> idle = new ConcurrentLinkedDeque<>();
    private final Set<Helper> all = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch;
    private volatile boolean closed;

    /**
     * None is started yet.
     *
     * @param desk whose threads are the processes' number at most
     * @param command the program and its arguments
     * @param patience for an answer
     */
    HelperPool(
            DomainDesk desk, List<String> command, Duration patience, Reachability winbind, DomainCounters counters) {
        this.desk = desk;
        this.command = List.copyOf(command);
        this.patience = patience;
        this.winbind = winbind;
        this.counters = counters;
        this.watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("rollcall-helpers-watch").daemon().factory());
        this.watch.setRemoveOnCancelPolicy(true);
    }

    @Override
    public CompletionStage<Verdict> judge(Claim claim) {
        CompletionStage<Verdict> answer = desk.submit(() -> ask(claim), Verdict.Wrong::new);
        return counters.count(DomainRequest.NTLM, answer, verdict -> switch (verdict) {
            case Verdict.Right _ -> DomainOutcome.GRANTED;
            case Verdict.Wrong wrong -> DomainOutcome.of(wrong.refusal());
        });
    }

    private Verdict ask(Claim claim) {
        counters.helperBegins();
        try {
            Verdict verdict = ask(take(), HelperProtocol.question(claim));
            if (verdict instanceof Verdict.Wrong wrong
                    && DomainOutcome.of(wrong.refusal()) == DomainOutcome.UNAVAILABLE) {
                winbind.fails(wrong.refusal().reason());
            } else {
                winbind.works();
            }
            return verdict;
        } catch (IOException | HelperProtocolException e) {
            String reason = "the helper " + command.getFirst() + ": " + e.getMessage();
            winbind.fails(reason);
            return new Verdict.Wrong(Domain.unavailable(reason));
        } finally {
            counters.helperEnds();
        }
    }

    private Helper take() throws IOException {
        for (@Nullable Helper helper = idle.pollFirst(); helper != null; helper = idle.pollFirst()) {
            if (helper.isAlive()) {
                return helper;
            }
            lose(helper);
        }
        Helper helper = Helper.start(command);
        all.add(helper);
        if (closed) {
            lose(helper);
            throw new IOException("the server ends");
        }
        return helper;
    }

    private void lose(Helper helper) {
        helper.kill();
        all.remove(helper);
        counters.helperLost();
    }

    private Verdict ask(Helper helper, byte[] question) throws IOException, HelperProtocolException {
        AtomicBoolean tooLate = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(
                () -> {
                    tooLate.set(true);
                    helper.kill();
                },
                patience.toNanos(),
                TimeUnit.NANOSECONDS);
        boolean sound = false;
        try {
            Verdict verdict = HelperProtocol.verdict(helper.ask(question));
            sound = true;
            return verdict;
        } catch (IOException e) {
            throw tooLate.get() ? new IOException("no answer after " + patience.toMillis() + " ms", e) : e;
        } finally {
            end.cancel(false);
            if (sound && !tooLate.get() && !closed) {
                idle.addFirst(helper);
            } else {
                lose(helper);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.shutdownNow();
        all.forEach(Helper::kill);
    }
}
