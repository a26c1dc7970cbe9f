package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program or library that someone else wrote, and the version that is here. */
record Peer(String name, String version) {
    static final String HOW_TO_INSTALL = "the interop tests need it: run interop/peers/install.sh as root (Debian 12)";

    /**
     * The peer whose version {@code command} prints as the first match of {@code pattern}'s first group.
     *
     * @throws AssertionError saying how to install it, where it is missing: such a test fails, it is never skipped
     */
    static Peer require(String name, String pattern, String... command) {
        Program.Outcome outcome;
        try {
            outcome = Program.of(command).run();
        } catch (AssertionError e) {
            throw new AssertionError(name + " is missing; " + HOW_TO_INSTALL, e);
        }
        Matcher version = Pattern.compile(pattern).matcher(outcome.out() + outcome.err());
        if (!version.find()) {
            throw new AssertionError(
                    name + " is missing or does not tell its version; " + HOW_TO_INSTALL + "\n" + outcome);
        }
        return new Peer(name, version.group(1));
    }

    /** States in the test's output, and in {@code peers.txt} beside the captures, what {@code test} ran against. */
    Peer seenBy(Class<?> test) {
        String line = test.getSimpleName() + " ran against " + this;
        System.out.println(line);
        try {
            Files.writeString(list(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Begins the list anew. */
    static void forgetAll() {
        try {
            Files.deleteIfExists(list());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path list() {
        return Workplace.folder().resolve("peers.txt");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }

    static Peer openLdapTools() {
        return require("OpenLDAP's command-line tools", "ldapsearch (\\S+)", "ldapsearch", "-VV");
    }

    static Peer slapd() {
        return require("OpenLDAP's slapd", "slapd (\\S+)", "/usr/sbin/slapd", "-VV");
    }

    static Peer tshark() {
        return require("tshark", "TShark \\(Wireshark\\) (\\S+?)\\.? ", "tshark", "--version");
    }

    static Path script(String name) {
        return Workplace.root().resolve("interop").resolve("peers").resolve(name);
    }
}
