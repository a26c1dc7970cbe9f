package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that has an end: what goes in, what comes out. */
public final class Program {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> command;
    private byte[] input = {};
    private Duration patience = PATIENCE;

    private Program(List<String> command) {
        this.command = command;
    }

    public static Program of(String... command) {
        return new Program(List.of(command));
    }

    public Program with(String... arguments) {
        return with(List.of(arguments));
    }

    public Program with(List<String> arguments) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(arguments);
        Program more = new Program(longer);
        more.patience = patience;
        return more;
    }

    Program reading(String text) {
        return reading(text.getBytes(StandardCharsets.UTF_8));
    }

    Program reading(byte[] bytes) {
        Program copy = with();
        copy.input = bytes.clone();
        return copy;
    }

    /** For one that takes long by intention. */
    Program within(Duration other) {
        Program copy = with();
        copy.input = input.clone();
        copy.patience = other;
        return copy;
    }

    public Outcome run() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C.UTF-8");
            // A user's own settings for the clients would change what they send.
            builder.environment().put("LDAPNOINIT", "1");
            Process process = builder.start();
            CompletableFuture<byte[]> out =
                    CompletableFuture.supplyAsync(() -> all(process.getInputStream()), Thread::startVirtualThread);
            CompletableFuture<byte[]> err =
                    CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), Thread::startVirtualThread);
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // The program did not want all of it; its exit status tells.
            }
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + patience.toSeconds() + " s: " + command);
            }
            return new Outcome(command, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst() + ": " + Peer.HOW_TO_INSTALL, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + command, e);
        }
    }

    private static byte[] all(java.io.InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a program ended. */
    public record Outcome(List<String> command, int status, byte[] outBytes, byte[] errBytes) {
        public String out() {
            return out(StandardCharsets.UTF_8);
        }

        String out(Charset charset) {
            return new String(outBytes, charset);
        }

        public String err() {
            return new String(errBytes, StandardCharsets.UTF_8);
        }

        /** Lines of the standard output, without blank ones. */
        public List<String> lines() {
            return out().lines().filter(line -> !line.isBlank()).toList();
        }

        public Outcome expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + ", not " + wanted + ": " + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return String.join(" ", command) + "\nstatus " + status + "\n" + out() + err();
        }
    }
}
