package org.rollcall.server.config;

import java.nio.file.Path;

/** Where a setting's value comes from, in the order of precedence: each kind is overruled by the next. */
public sealed interface Origin {
    /** Nobody said anything. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** The settings file; lines count from 1. */
    record FileLine(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** A variable of the environment. */
    record Environment(String variable) implements Origin {
        @Override
        public String toString() {
            return "environment " + variable;
        }
    }

    /** A flag of the command line, as it was written. */
    record Flag(String name) implements Origin {
        @Override
        public String toString() {
            return "flag " + name;
        }
    }
}
