package org.rollcall.directory.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.directory.schema.SchemaFileException.Position;

/**
 * Gathers definitions from schema files and makes a {@link Schema} of them. A file is a list of definitions (RFC 4512
 * §4.1), each behind the word {@code attributeTypes:} or {@code objectClasses:} ({@code attributetype} and
 * {@code objectclass}, without colon, do as well), in any order; a line that begins with {@code #} is a comment.
 */
public final class SchemaLoader {
    /** How many types named {@code ILSA<digits>} may be stored, where nothing else is said. */
    public static final int DEFAULT_MAX_ILSA_TYPES = 4096;

    private static final List<String> OWN_FILES = List.of("core.schema", "ils.schema");

    /** A definition and where it stands. */
    record Defined<T>(T definition, Position position) {}

    private final List<Defined<AttributeDefinition>> attributes = new ArrayList<>();
    private final List<Defined<ClassDefinition>> classes = new ArrayList<>();

    private SchemaLoader() {}

    /** A loader that has the definitions every directory needs: RFC 4512, 4519, 2589 and MS-TAIL 2.3. */
    public static SchemaLoader withOwnFiles() {
        SchemaLoader loader = new SchemaLoader();
        for (String file : OWN_FILES) {
            try (InputStream content = SchemaLoader.class.getResourceAsStream(file)) {
                if (content == null) {
                    throw new IllegalStateException(file + " is not among the classes");
                }
                loader.add(file, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SchemaFileException e) {
                throw new IllegalStateException(e);
            }
        }
        return loader;
    }

    /** The schema of a directory without files of its operator's. */
    public static Schema defaultSchema() {
        try {
            return withOwnFiles().build(DEFAULT_MAX_ILSA_TYPES);
        } catch (SchemaFileException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Adds the definitions of a file.
     *
     * @param source the file's name, for messages
     * @throws SchemaFileException where the text is not as this class describes; what refers to what is looked at by
     *     {@link #build}
     */
    public SchemaLoader add(String source, String text) throws SchemaFileException {
        DefinitionParser parser = new DefinitionParser(source, text);
        while (!parser.atEnd()) {
            Position position = parser.position();
            String expected = "attributeTypes: or objectClasses:";
            String keyword = parser.word(expected);
            switch (keyword.toLowerCase(Locale.ROOT)) {
                case "attributetypes:", "attributetype" -> attributes.add(new Defined<>(parser.attribute(), position));
                case "objectclasses:", "objectclass" -> classes.add(new Defined<>(parser.objectClass(), position));
                default ->
                    throw new SchemaFileException(position, "expected " + expected + ", found '" + keyword + "'");
            }
        }
        return this;
    }

    /**
     * Makes the schema.
     *
     * @param maxIlsaTypes how many types named {@code ILSA<digits>} may be stored; beyond it adds that need another are
     *     refused
     * @throws SchemaFileException where a name or OID is used twice, or something refers to what is not there
     */
    public Schema build(int maxIlsaTypes) throws SchemaFileException {
        return new SchemaResolver(attributes, classes).resolve(maxIlsaTypes);
    }
}
