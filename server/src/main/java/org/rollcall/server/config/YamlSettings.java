package org.rollcall.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a settings file into keys, texts and lines; it knows YAML, and nothing of which settings there are. */
final class YamlSettings {
    /** What the file says at one key; {@code isList} tells a list of one from a single value. */
    record Item(String key, List<String> texts, boolean isList, int line) {}

    private final Path file;
    private final List<Item> items = new ArrayList<>();

    private YamlSettings(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @throws SettingsException where it can't be read or is not YAML of maps, lists and plain values
     */
    static List<Item> read(Path file) {
        YamlSettings reading = new YamlSettings(file);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonParser parser = new YAMLFactory().createParser(reader)) {
            JsonToken first = parser.nextToken();
            // A file of comments only is one empty value, or nothing at all.
            if (first == JsonToken.START_OBJECT) {
                reading.map(parser, "");
            } else if (first != null && !parser.getText().isEmpty()) {
                throw reading.problem(line(parser), "expected settings, each as key: value");
            }
            return reading.items;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw reading.problem(
                    line,
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new SettingsException(List.of(file + ": cannot be read: " + e));
        }
    }

    private void map(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            int line = line(parser);
            switch (parser.nextToken()) {
                case START_OBJECT -> map(parser, key + ".");
                case START_ARRAY -> items.add(new Item(key, list(parser, key), true, line));
                default -> items.add(new Item(key, List.of(text(parser)), false, line));
            }
        }
    }

    private List<String> list(JsonParser parser, String key) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                throw problem(line(parser), key + ": expected a list of plain values");
            }
            texts.add(text(parser));
        }
        return texts;
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private SettingsException problem(int line, String what) {
        return new SettingsException(List.of(new Origin.FileLine(file, line) + ": " + what));
    }
}
