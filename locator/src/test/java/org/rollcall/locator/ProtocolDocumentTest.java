package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/protocol.md names classes and tests that exist, and leaves no clause without either a test or a good reason. */
class ProtocolDocumentTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Path ROOT = root();

    private final String document = read(ROOT.resolve("docs/protocol.md"));
    private final Map<String, Path> sources = sources();

    private static Path root() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("mvnw"))) {
            path = path.getParent();
        }
        return path;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Path> sources() {
        Map<String, Path> found = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path src : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(src)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file ->
                                    found.put(file.getFileName().toString().replace(".java", ""), file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The cells of the conformance table: clause, what it says, class, test. */
    private List<String[]> rows() {
        List<String[]> rows = new ArrayList<>();
        for (String line :
                document.substring(document.indexOf("## Conformance")).lines().toList()) {
            if (line.startsWith("| ") && !line.startsWith("| Clause")) {
                String[] cells = line.substring(1).split("\\|", -1);
                rows.add(Stream.of(cells).map(String::strip).toArray(String[]::new));
            }
        }
        return rows;
    }

    @Test
    void everyClassInTheTableExists() {
        for (String[] row : rows()) {
            Matcher classes = CODE.matcher(row[2]);
            while (classes.find()) {
                assertThat(sources).as(String.join(" | ", row)).containsKey(classes.group(1));
            }
        }
    }

    @Test
    void everyTestInTheDocumentExists() {
        Matcher tests = TEST.matcher(document);
        int count = 0;
        while (tests.find()) {
            count++;
            assertThat(sources).containsKey(tests.group(1));
            assertThat(read(sources.get(tests.group(1))))
                    .as(tests.group())
                    .containsPattern("void " + tests.group(2) + "\\(");
        }
        assertThat(count).isGreaterThan(50);
    }

    @Test
    void aClauseHasClassAndTestOrOneOfThreeReasons() {
        assertThat(rows()).hasSizeGreaterThan(70);
        for (String[] row : rows()) {
            boolean tested = !row[2].isEmpty() && TEST.matcher(row[3]).matches();
            boolean excused = row[2].isEmpty()
                    && (row[3].startsWith("client's duty")
                            || row[3].equals("informative")
                            || row[3].matches("misprint: .*\".+\".*"));
            assertThat(tested || excused).as(String.join(" | ", row)).isTrue();
        }
    }

    @Test
    void everyNormativeSectionIsThere() {
        List<String> clauses = rows().stream().map(row -> row[0]).toList();
        assertThat(clauses)
                .contains("1.5", "1.8", "1.9", "2.1", "2.2", "2.2.1", "2.2.1.1", "2.2.1.2", "2.2.2", "2.2.3", "2.2.4")
                .contains("2.2.5", "2.2.6", "2.3", "2.3.1", "2.3.2", "2.3.3", "2.3.4", "2.3.5", "3", "3.1", "3.2")
                .contains("3.3", "3.4", "3.5", "3.5.1", "3.5.2", "3.5.2.1", "3.5.3", "3.5.4", "3.5.5", "3.5.6")
                .contains("3.5.7", "3.5.8", "3.5.9", "3.5.10", "3.5.11", "3.6", "3.7");
    }

    @Test
    void everyDecisionIsExplainedAndTested() {
        String tests = sources.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("DecisionsTest"))
                .map(entry -> read(entry.getValue()))
                .reduce("", String::concat);
        IntStream.rangeClosed(1, 18).forEach(number -> {
            assertThat(document).containsPattern("(?m)^" + number + "\\. \\*\\*");
            assertThat(tests).contains("void decision%02d_".formatted(number));
        });
    }
}
