package org.rollcall.server.control;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.rollcall.directory.DirectoryException;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.ldif.Entries;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Outcome;
import org.rollcall.server.ldif.Selection;

/**
 * Gives entries to one client, or takes them from it, on the thread of its connection. A client that is slow slows this
 * and nothing else.
 */
final class EntriesDesk {
    private final Entries entries;
    private final Lines lines;
    private final ControlLimits limits;

    EntriesDesk(Entries entries, Lines lines, ControlLimits limits) {
        this.entries = entries;
        this.lines = lines;
        this.limits = limits;
    }

    /** Does what is asked. @throws IOException if the client went away */
    ControlResult handle(ControlRequest.OfEntries request) throws ControlException, IOException {
        return switch (request) {
            case ControlRequest.Export(Selection selection) -> give(selection);
            case ControlRequest.Import(IntakeTerms terms) -> take(terms);
        };
    }

    private ControlResult give(Selection selection) throws ControlException, IOException {
        long[] count = {0};
        try {
            entries.read(selection, (dn, attributes) -> {
                lines.write(ControlCodec.encode(new Line.Entry(new EntriesCodec.Sent.Entry(dn, attributes))));
                count[0]++;
            });
        } catch (DirectoryException e) {
            throw new ControlException(Kind.REFUSED, e.result().diagnosticMessage(), e);
        }
        return new ControlResult.Entries(count[0]);
    }

    private ControlResult take(IntakeTerms terms) throws ControlException, IOException {
        Entries.Intake intake = entries.intake(terms);
        // A client that hears this was not sent away.
        lines.write(ControlCodec.encode(new Line.Progress("entries", 0, 0)));
        Semaphore room = new Semaphore(limits.outstandingBytes());
        long count = 0;
        try (Teller teller = new Teller()) {
            while (true) {
                byte[] line = next();
                switch (EntriesCodec.decodeSent(line)) {
                    case EntriesCodec.Sent.Entry entry -> {
                        int bytes = Math.min(line.length, limits.outstandingBytes());
                        room.acquire(bytes);
                        teller.tell(intake.put(entry.dn(), entry.attributes())
                                .exceptionally(failure -> new Outcome.Failed("the server failed: " + failure))
                                .whenComplete((outcome, failure) -> room.release(bytes)));
                        count++;
                    }
                    case EntriesCodec.Sent.End _ -> {
                        return new ControlResult.Entries(count);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(Kind.FAILED, "the server ends", e);
        }
    }

    private byte[] next() throws ControlException, IOException {
        try {
            // Whoever writes the file that is being imported may take its time.
            byte[] line = lines.readWhenItComes(limits.entryBytes());
            if (line == null) {
                throw new IOException("it ended before its entries did");
            }
            return line;
        } catch (Lines.TooLongException e) {
            throw Fields.notUnderstood("an entry in " + e.getMessage());
        }
    }

    /** Tells the client what became of its entries, in their order, while further ones are read; on a thread of its own. */
    private final class Teller implements AutoCloseable {
        // An empty one is the last.
        private final BlockingQueue<Optional<CompletableFuture<Outcome>>> waiting =
                new ArrayBlockingQueue<>(limits.outstandingEntries());
        private final Thread thread =
                Thread.ofPlatform().name("rollcall-control-outcomes").daemon().start(this::tellAll);

        /** Waits where too many are under way. */
        void tell(CompletionStage<Outcome> outcome) throws InterruptedException {
            waiting.put(Optional.of(outcome.toCompletableFuture()));
        }

        private void tellAll() {
            boolean heard = true;
            try {
                Optional<CompletableFuture<Outcome>> next = waiting.take();
                while (next.isPresent()) {
                    Outcome outcome = next.get().join();
                    heard = heard && isHeard(outcome);
                    next = waiting.take();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isHeard(Outcome outcome) {
            try {
                lines.write(ControlCodec.encode(new Line.Settled(outcome)));
                return true;
            } catch (IOException e) {
                // Nothing more is read then either.
                lines.closeQuietly();
                return false;
            }
        }

        /** Waits for what is under way. */
        @Override
        public void close() {
            try {
                waiting.put(Optional.empty());
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
