package org.rollcall.cli;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person at a terminal, who types what nobody else should see. */
@FunctionalInterface
interface SecretPrompt {

    /** What is typed, without showing it; null where the person ends the input instead. Whoever asks wipes it. */
    char @Nullable [] ask(String prompt);

    /** The terminal of the process, where it has one. */
    static Optional<SecretPrompt> ofProcess() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> prompt -> console.readPassword("%s", prompt));
    }
}
