package org.rollcall.directory.schema;

/** A schema file that cannot be used. The message begins with the file's name and the line: {@code file:line: what}. */
public final class SchemaFileException extends Exception {
    private static final long serialVersionUID = 1L;

    SchemaFileException(Position position, String problem) {
        super(position + ": " + problem);
    }

    /** Where a definition begins: the source's name as it was given, and the line counted from 1. */
    record Position(String source, int line) {
        @Override
        public String toString() {
            return source + ":" + line;
        }
    }
}
