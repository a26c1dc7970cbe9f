package org.rollcall.directory.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rollcall.directory.schema.DefinitionLexer.Kind;
import org.rollcall.directory.schema.DefinitionLexer.Token;
import org.rollcall.directory.schema.SchemaFileException.Position;

/**
 * Reads definitions of attribute types and object classes (RFC 4512 §4.1.1, §4.1.2), the terms in any order. It looks at
 * form only: whether what a definition refers to exists is the {@link SchemaLoader}'s question.
 */
final class DefinitionParser {
    private static final Pattern DESCRIPTOR = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern NUMERIC_OID = Pattern.compile("[0-9]++(\\.[0-9]++)++");
    private static final Pattern SYNTAX = Pattern.compile("([0-9.]++)(?:\\{([0-9]{1,9})})?");
    private static final Set<String> FLAGS = Set.of(
            "OBSOLETE", "SINGLE-VALUE", "COLLECTIVE", "NO-USER-MODIFICATION", "ABSTRACT", "STRUCTURAL", "AUXILIARY");

    private final DefinitionLexer lexer;
    private Token token;

    DefinitionParser(String source, String text) throws SchemaFileException {
        lexer = new DefinitionLexer(source, text);
        token = lexer.next();
    }

    boolean atEnd() {
        return token.kind() == Kind.END;
    }

    Position position() {
        return token.position();
    }

    /** Takes the next token, which must be a word. */
    String word(String expected) throws SchemaFileException {
        return take(Kind.WORD, expected);
    }

    AttributeDefinition attribute() throws SchemaFileException {
        Terms terms = new Terms(position());
        AttributeDefinition definition = new AttributeDefinition(
                terms.oid,
                terms.names(),
                terms.single("DESC").orElse(""),
                terms.flag("OBSOLETE"),
                terms.single("SUP"),
                terms.single("EQUALITY"),
                terms.single("ORDERING"),
                terms.single("SUBSTR"),
                terms.single("SYNTAX").map(DefinitionParser::withoutLength),
                terms.maxLength,
                terms.flag("SINGLE-VALUE"),
                terms.flag("COLLECTIVE"),
                !terms.flag("NO-USER-MODIFICATION"),
                terms.usage(),
                terms.extensions());
        terms.expectNoneLeft("an attribute type");
        if (definition.superior().isEmpty() && definition.syntax().isEmpty()) {
            throw terms.problem("the attribute type has neither SUP nor SYNTAX");
        }
        return definition;
    }

    ClassDefinition objectClass() throws SchemaFileException {
        Terms terms = new Terms(position());
        ClassDefinition definition = new ClassDefinition(
                terms.oid,
                terms.names(),
                terms.single("DESC").orElse(""),
                terms.flag("OBSOLETE"),
                terms.references("SUP"),
                terms.kind(),
                terms.references("MUST"),
                terms.references("MAY"),
                terms.extensions());
        terms.expectNoneLeft("an object class");
        return definition;
    }

    private static String withoutLength(String syntax) {
        int brace = syntax.indexOf('{');
        return brace < 0 ? syntax : syntax.substring(0, brace);
    }

    private String take(Kind kind, String expected) throws SchemaFileException {
        if (token.kind() != kind) {
            throw new SchemaFileException(token.position(), "expected " + expected + ", found " + token.described());
        }
        String text = token.text();
        token = lexer.next();
        return text;
    }

    /** One definition in parentheses: its OID, and its terms by keyword until they are asked for. */
    private final class Terms {
        private final Position position;
        private final String oid;
        private final Map<String, List<String>> terms = new LinkedHashMap<>();
        private int maxLength;

        Terms(Position position) throws SchemaFileException {
            this.position = position;
            take(Kind.OPEN, "'(' before the definition");
            oid = word("a numeric OID");
            if (!NUMERIC_OID.matcher(oid).matches()) {
                throw problem("'" + oid + "' is not a numeric OID");
            }
            while (token.kind() != Kind.CLOSE) {
                String keyword = word("a term or ')'").toUpperCase(Locale.ROOT);
                if (terms.put(keyword, FLAGS.contains(keyword) ? List.of() : values(keyword)) != null) {
                    throw problem(keyword + " stands twice");
                }
            }
            take(Kind.CLOSE, "')'");
            readSyntax();
        }

        private List<String> values(String keyword) throws SchemaFileException {
            if (token.kind() != Kind.OPEN) {
                return List.of(value(keyword));
            }
            take(Kind.OPEN, "'('");
            List<String> values = new ArrayList<>();
            while (token.kind() != Kind.CLOSE) {
                if (token.kind() == Kind.DOLLAR && !values.isEmpty()) {
                    take(Kind.DOLLAR, "'$'");
                }
                values.add(value(keyword));
            }
            take(Kind.CLOSE, "')'");
            return values;
        }

        private String value(String keyword) throws SchemaFileException {
            return take(token.kind() == Kind.QUOTED ? Kind.QUOTED : Kind.WORD, "a value for " + keyword);
        }

        // RFC 2252 and 2589 print syntaxes in quotes; the number in braces is no limit, only a hint.
        private void readSyntax() throws SchemaFileException {
            Optional<String> syntax = peekSingle("SYNTAX");
            if (syntax.isPresent()) {
                var form = SYNTAX.matcher(syntax.get());
                if (!form.matches()) {
                    throw problem("'" + syntax.get() + "' is not the OID of a syntax");
                }
                maxLength = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
            }
        }

        List<String> names() throws SchemaFileException {
            List<String> names = references("NAME");
            for (String name : names) {
                if (!DESCRIPTOR.matcher(name).matches()) {
                    throw problem("'" + name + "' is not a name: a letter, then letters, digits and hyphens");
                }
            }
            return names;
        }

        boolean flag(String keyword) {
            return terms.remove(keyword) != null;
        }

        List<String> references(String keyword) {
            List<String> values = terms.remove(keyword);
            return values == null ? List.of() : List.copyOf(values);
        }

        Optional<String> single(String keyword) throws SchemaFileException {
            Optional<String> value = peekSingle(keyword);
            terms.remove(keyword);
            return value;
        }

        private Optional<String> peekSingle(String keyword) throws SchemaFileException {
            List<String> values = terms.get(keyword);
            if (values == null) {
                return Optional.empty();
            }
            if (values.size() != 1) {
                throw problem(keyword + " takes one value");
            }
            return Optional.of(values.getFirst());
        }

        Usage usage() throws SchemaFileException {
            Optional<String> keyword = single("USAGE");
            if (keyword.isEmpty()) {
                return Usage.USER_APPLICATIONS;
            }
            return Arrays.stream(Usage.values())
                    .filter(usage -> usage.keyword().equalsIgnoreCase(keyword.get()))
                    .findFirst()
                    .orElseThrow(() -> problem("'" + keyword.get()
                            + "' is no USAGE: userApplications, directoryOperation, distributedOperation or"
                            + " dSAOperation"));
        }

        ClassKind kind() throws SchemaFileException {
            List<ClassKind> kinds = new ArrayList<>();
            for (ClassKind kind : ClassKind.values()) {
                if (flag(kind.name())) {
                    kinds.add(kind);
                }
            }
            if (kinds.size() > 1) {
                throw problem("the class is of more than one kind");
            }
            return kinds.isEmpty() ? ClassKind.STRUCTURAL : kinds.getFirst();
        }

        Map<String, List<String>> extensions() {
            Map<String, List<String>> extensions = new LinkedHashMap<>();
            terms.forEach((keyword, values) -> {
                if (keyword.startsWith("X-")) {
                    extensions.put(keyword, List.copyOf(values));
                }
            });
            terms.keySet().removeAll(extensions.keySet());
            return Collections.unmodifiableMap(extensions);
        }

        void expectNoneLeft(String what) throws SchemaFileException {
            if (!terms.isEmpty()) {
                throw problem(terms.keySet().iterator().next() + " is not a term of " + what);
            }
        }

        SchemaFileException problem(String problem) {
            return new SchemaFileException(position, problem);
        }
    }
}
