package org.rollcall.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.Password;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;

/** Where new passwords come from: a person at a terminal, or the first line of a file. */
final class PasswordSource {
    static final String STANDARD_INPUT = "-";

    /** The longest, and what may end its line. */
    private static final int MOST_OCTETS = Password.MAX_OCTETS + 2;

    private final Path folder;
    private final InputStream in;
    private final Supplier<Optional<SecretPrompt>> terminal;

    /**
     * A source.
     *
     * @param folder against which relative paths are meant
     * @param in the standard input
     * @param terminal where there is one; is only asked for when it is needed
     */
    PasswordSource(Path folder, InputStream in, Supplier<Optional<SecretPrompt>> terminal) {
        this.folder = folder;
        this.in = in;
        this.terminal = terminal;
    }

    /** That of the process. */
    static PasswordSource ofProcess(Path folder) {
        return new PasswordSource(folder, System.in, SecretPrompt::ofProcess);
    }

    /** The terminal, where there is one. */
    Optional<SecretPrompt> terminal() {
        return terminal.get();
    }

    /**
     * Has it typed twice.
     *
     * @throws ControlException where it is not the same both times, or none may be like it
     */
    static Password typed(SecretPrompt prompt, AccountName account) throws ControlException {
        char[] first = typed(prompt, "New password of " + account + ": ");
        char[] second = {};
        try {
            second = typed(prompt, "Once more: ");
            if (!Arrays.equals(first, second)) {
                throw refused("what was typed is not the same both times");
            }
            return Password.of(first);
        } catch (InvalidPasswordException e) {
            throw refused(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(first, '\0');
            Arrays.fill(second, '\0');
        }
    }

    private static char[] typed(SecretPrompt prompt, String text) throws ControlException {
        char[] typed = prompt.ask(text);
        if (typed == null) {
            throw refused("no password was typed");
        }
        return typed;
    }

    /**
     * Reads it from a file.
     *
     * @param file its name, or - for the standard input
     * @throws ControlException where it can't be read, or none may be like it
     */
    Password read(String file) throws ControlException {
        boolean piped = file.equals(STANDARD_INPUT);
        byte[] line = {};
        try {
            line = piped ? firstLine(in) : firstLine(folder.resolve(file));
            return Password.ofUtf8(line);
        } catch (IOException e) {
            throw new ControlException(
                    Kind.REFUSED, "cannot read the password from " + (piped ? "standard input" : file) + ": " + e, e);
        } catch (InvalidPasswordException e) {
            throw refused((piped ? "standard input" : file) + ": " + e.getMessage());
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private static byte[] firstLine(Path file) throws IOException {
        try (InputStream opened = Files.newInputStream(file)) {
            return firstLine(opened);
        }
    }

    private static byte[] firstLine(InputStream from) throws IOException {
        byte[] octets = new byte[MOST_OCTETS];
        try {
            int count = 0;
            int next = from.read();
            while (next >= 0 && next != '\n' && count < octets.length) {
                octets[count++] = (byte) next;
                next = from.read();
            }
            boolean endsAsInDos = count > 0 && next == '\n' && octets[count - 1] == '\r';
            return Arrays.copyOf(octets, endsAsInDos ? count - 1 : count);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static ControlException refused(String message) {
        return new ControlException(Kind.REFUSED, message);
    }
}
