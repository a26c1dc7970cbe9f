package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Isolated // there is one logging context for the process
class LoggingTest {
    private static final Logger SERVER = LoggerFactory.getLogger("org.rollcall.server.Something");
    private static final String OPERATION = "an operation\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private String logged(Map<String, String> settings) throws StartException {
        Logging logging = Logging.start(Settings.of(settings).log(), out);
        SERVER.info("started {}", 5);
        SERVER.debug("detail");
        try {
            logging.accessLines().write(OPERATION.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logging.stop();
        return out.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void asBefore() throws StartException {
        Logging.start(Settings.of(Map.of("log.level", "warn")).log(), System.err);
    }

    @Test
    void textIsForPeople() throws StartException {
        assertThat(logged(Map.of())).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Something: started 5\\R");
    }

    @Test
    void theLevelDecidesWhatIsWritten() throws StartException {
        assertThat(logged(Map.of("log.level", "debug"))).contains("detail");
        out.reset();
        assertThat(logged(Map.of("log.level", "error"))).isEmpty();
    }

    @Test
    void jsonIsOneObjectToALine() throws StartException {
        assertThat(logged(Map.of("log.format", "json")).lines())
                .singleElement()
                .satisfies(line -> assertThat(JSON.std.mapFrom(line))
                        .containsEntry("level", "INFO")
                        .containsEntry("formattedMessage", "started 5"));
    }

    @Test
    void operationsAreWrittenOnlyWhenWantedAndAmongTheOthers() throws StartException {
        assertThat(logged(Map.of())).doesNotContain(OPERATION);
        out.reset();
        assertThat(logged(Map.of("log.access", "true"))).contains(OPERATION).contains("started 5");
        out.reset();
        assertThat(logged(Map.of("log.access", "true", "log.level", "error"))).isEqualTo(OPERATION);
    }

    @Test
    void operationsHaveAFileOfTheirOwnThatIsContinued() throws StartException, IOException {
        Path file = Files.writeString(folder.resolve("access.log"), "earlier\n");

        assertThat(logged(Map.of("log.access", "true", "log.accessFile", file.toString())))
                .doesNotContain(OPERATION);
        assertThat(file).hasContent("earlier\n" + OPERATION);
    }

    /** As whoever rotates by copying does it. */
    @Test
    void aFileThatIsEmptiedMeanwhileIsWrittenFromItsStart() throws StartException, IOException {
        Path file = folder.resolve("access.log");
        Settings settings = Settings.of(Map.of("log.access", "true", "log.accessFile", file.toString()));
        Logging logging = Logging.start(settings.log(), out);
        logging.accessLines().write("earlier\n".getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[0]);
        logging.accessLines().write(OPERATION.getBytes(StandardCharsets.UTF_8));
        logging.stop();

        assertThat(file).hasContent(OPERATION);
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheStart() {
        String file = folder.resolve("no/such/folder").toString();

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> logged(Map.of("log.access", "true", "log.accessFile", file)))
                .withMessageContaining(file);
    }
}
