package org.rollcall.server.config;

import java.util.List;

/** Settings that the server can't start with; {@link #problems()} has one line for each thing that is wrong. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Each names the place, the key, and what was expected. */
    public List<String> problems() {
        return problems;
    }
}
