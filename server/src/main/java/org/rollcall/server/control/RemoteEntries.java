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

    private final Lines lines;
    private @Nullable RemoteIntake intake;

    /** @param client one that nothing was asked of; is closed with this */
    public RemoteEntries(ControlClient client) {
        this.lines = client.lines();
    }

    /** @throws DirectoryException with the server's words; unavailable where it ended */
    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        ControlRequest request = new ControlRequest.Export(selection);
        send(request);
        while (true) {
            switch (answer(request)) {
                case Line.Entry(EntriesCodec.Sent.Entry entry) -> sink.accept(entry.dn(), entry.attributes());
                case Line.Failure(ControlException failure) ->
                    throw new DirectoryException(ResultCode.OTHER, String.valueOf(failure.getMessage()));
                case Line.Result _ -> {
                    return;
                }
                case Line.Progress _, Line.Settled _ -> {}
            }
        }
    }

    private void send(ControlRequest request) {
        try {
            lines.write(ControlCodec.encode(request));
        } catch (IOException e) {
            // A server that takes no more may have said why before it closed.
            return;
        }
    }

    private Line answer(ControlRequest request) {
        try {
            byte[] line = lines.read(ControlClient.MOST_BYTES);
            return line == null ? gone() : ControlCodec.decodeAnswer(request, line);
        } catch (ControlException e) {
            return new Line.Failure(e);
        } catch (IOException e) {
            return gone();
        }
    }

    private static Line gone() {
        return new Line.Failure(new ControlException(
                ControlException.Kind.FAILED,
                "the server ended meanwhile; what it has not answered it may have done or not"));
    }

    @Override
    public Intake intake(IntakeTerms terms) {
        ControlRequest request = new ControlRequest.Import(terms);
        send(request);
        RemoteIntake begun = new RemoteIntake(request);
        intake = begun;
        return begun;
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
            write(new EntriesCodec.Sent.Entry(dn, attributes));
            return outcome;
        }

        private void write(EntriesCodec.Sent sent) {
            try {
                lines.write(EntriesCodec.encode(sent));
            } catch (IOException e) {
                // The listener meets the same end, and may hear why.
                return;
            }
        }

        private void listen() {
            while (true) {
                switch (answer(request)) {
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
            Outcome failed = new Outcome.Failed(reason);
            List<CompletableFuture<Outcome>> left;
            synchronized (lock) {
                end = failed;
                left = List.copyOf(unanswered);
                unanswered.clear();
            }
            left.forEach(each -> each.complete(failed));
            // A caller that is sending would wait for a server that does not listen any more.
            lines.closeQuietly();
        }

        void finish() {
            write(new EntriesCodec.Sent.End());
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
        lines.closeQuietly();
    }
}
