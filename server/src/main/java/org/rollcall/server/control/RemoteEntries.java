package org.rollcall.server.control;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.ldif.Entries;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Outcome;
import org.rollcall.server.ldif.Selection;

/** The entries of a running server, for one reading or one intake. */
public final class RemoteEntries implements Entries, AutoCloseable {
    /** What an end in good order may take: everything was answered before. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final ControlClient client;
    private @Nullable RemoteIntake intake;

    /** @param client one that nothing was asked of; is closed with this */
    public RemoteEntries(ControlClient client) {
        this.client = client;
    }

    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        ControlRequest request = new ControlRequest.Export(selection);
        client.send(ControlCodec.encode(request));
        long count = 0;
        while (true) {
            switch (client.answer(request)) {
                case Line.Entry(EntriesCodec.Sent.Entry entry) -> {
                    sink.accept(entry.dn(), entry.attributes());
                    count++;
                }
                case Line.Result(ControlResult result) -> {
                    if (!result.equals(new ControlResult.Entries(count))) {
                        throw explain(Fields.notUnderstood("an answer that is not whole: " + count + " entries came"));
                    }
                    return;
                }
                case Line.Failure(ControlException failure) -> throw explain(failure);
                case Line.Progress _, Line.Settled _ ->
                    throw explain(Fields.notUnderstood("an answer to another request"));
            }
        }
    }

    private static DirectoryException explain(ControlException failure) {
        ResultCode code = switch (failure.kind()) {
            case BUSY -> ResultCode.BUSY;
            case FAILED -> ResultCode.UNAVAILABLE;
            case NOT_UNDERSTOOD, REFUSED, DAMAGED -> ResultCode.OTHER;
        };
        return new DirectoryException(code, String.valueOf(failure.getMessage()));
    }

    @Override
    public Intake intake(IntakeTerms terms) {
        ControlRequest request = new ControlRequest.Import(terms);
        client.send(ControlCodec.encode(request));
        return switch (client.answer(request)) {
            case Line.Progress _ -> {
                RemoteIntake begun = new RemoteIntake(request);
                intake = begun;
                yield begun;
            }
            case Line.Failure(ControlException failure) -> throw explain(failure);
            case Line.Result _, Line.Entry _, Line.Settled _ ->
                throw explain(Fields.notUnderstood("an answer to another request"));
        };
    }

    /** Entries on their way to the server. A thread hears what becomes of them, while the caller's sends more. */
    private final class RemoteIntake implements Intake {
        private final ControlRequest request;
        // Guards those two; never held while something is sent.
        private final Object lock = new Object();
        private final Queue<CompletableFuture<Outcome>> unanswered = new ArrayDeque<>();
        private @Nullable Outcome end;
        private final Thread listener =
                Thread.ofPlatform().name("rollcall-outcomes").daemon().unstarted(this::listen);

        RemoteIntake(ControlRequest request) {
            this.request = request;
            listener.start();
        }

        @Override
        public CompletionStage<Outcome> put(OctetString dn, List<Attribute> attributes) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            synchronized (lock) {
                if (end != null) {
                    return CompletableFuture.completedFuture(end);
                }
                unanswered.add(outcome);
            }
            // Where that fails, the listener meets the same end, and may hear why.
            client.send(EntriesCodec.encode(new EntriesCodec.Sent.Entry(dn, attributes)));
            return outcome;
        }

        private void listen() {
            while (true) {
                switch (client.answer(request)) {
                    case Line.Settled(Outcome outcome) -> settle(outcome);
                    case Line.Failure(ControlException failure) -> {
                        end(String.valueOf(failure.getMessage()));
                        return;
                    }
                    case Line.Result _ -> {
                        end("the server takes no more entries");
                        return;
                    }
                    case Line.Progress _, Line.Entry _ -> {}
                }
            }
        }

        private void settle(Outcome outcome) {
            CompletableFuture<Outcome> oldest;
            synchronized (lock) {
                oldest = unanswered.poll();
            }
            if (oldest != null) {
                oldest.complete(outcome);
            }
        }

        private void end(String reason) {
            List<CompletableFuture<Outcome>> left;
            synchronized (lock) {
                end = new Outcome.Failed(reason);
                left = List.copyOf(unanswered);
                unanswered.clear();
            }
            String count = left.size() == 1 ? "one entry was" : left.size() + " entries were";
            Outcome open = new Outcome.Failed(reason + "; " + count + " not answered, and may be there or not");
            left.forEach(each -> each.complete(open));
            // A caller that is sending would wait for a server that does not listen any more.
            client.closeQuietly();
        }

        void finish() {
            client.send(EntriesCodec.encode(new EntriesCodec.Sent.End()));
            try {
                var _ = listener.join(LAST_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends it; what was not answered may be done or not. */
    @Override
    public void close() {
        if (intake != null) {
            intake.finish();
        }
        client.closeQuietly();
    }
}
