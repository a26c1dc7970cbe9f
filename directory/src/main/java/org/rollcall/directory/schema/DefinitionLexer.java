package org.rollcall.directory.schema;

import org.rollcall.directory.schema.SchemaFileException.Position;

/**
 * Cuts definitions (RFC 4512 §4.1) into tokens and counts lines. Beyond the RFC, line ends are blanks, and a line that
 * begins with {@code #} is a comment.
 */
final class DefinitionLexer {
    enum Kind {
        OPEN,
        CLOSE,
        DOLLAR,
        WORD,
        QUOTED,
        END
    }

    /** @param text for QUOTED what stands between the quotes, with its escapes undone */
    record Token(Kind kind, String text, Position position) {
        String described() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    private final String source;
    private final String text;
    private int at;
    private int line = 1;

    DefinitionLexer(String source, String text) {
        this.source = source;
        this.text = text;
    }

    Token next() throws SchemaFileException {
        skipBlanksAndComments();
        Position position = new Position(source, line);
        if (at == text.length()) {
            return new Token(Kind.END, "", position);
        }
        char c = text.charAt(at);
        return switch (c) {
            case '(' -> single(Kind.OPEN, position);
            case ')' -> single(Kind.CLOSE, position);
            case '$' -> single(Kind.DOLLAR, position);
            case '\'' -> quoted(position);
            default -> word(position);
        };
    }

    private Token single(Kind kind, Position position) {
        at++;
        return new Token(kind, text.substring(at - 1, at), position);
    }

    private Token word(Position position) {
        int start = at;
        while (at < text.length() && "()$' \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return new Token(Kind.WORD, text.substring(start, at), position);
    }

    private Token quoted(Position position) throws SchemaFileException {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                at++;
                return new Token(Kind.QUOTED, value.toString(), position);
            }
            if (c == '\n') {
                break;
            }
            if (text.startsWith("\\27", at)) {
                value.append('\'');
                at += 2;
            } else if (text.regionMatches(true, at, "\\5C", 0, 3)) {
                value.append('\\');
                at += 2;
            } else {
                value.append(c);
            }
        }
        throw new SchemaFileException(position, "a quoted string has no end on its line");
    }

    private void skipBlanksAndComments() {
        boolean lineBegins = at == 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineBegins = true;
            } else if (c == '#' && lineBegins) {
                int end = text.indexOf('\n', at);
                at = (end < 0 ? text.length() : end) - 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            at++;
        }
    }
}
