package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.server.config.Settings;
import org.rollcall.server.log.AccessLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Isolated // there is one logging context for the process
class LoggingTest {
    private static final Logger SERVER = LoggerFactory.getLogger("org.rollcall.server.Something");
    private static final Logger ACCESS = LoggerFactory.getLogger(AccessLog.LOGGER);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private String logged(Map<String, String> settings) throws StartException {
        Logging logging = Logging.start(Settings.of(settings).log(), out);
        SERVER.info("started {}", 5);
        SERVER.debug("detail");
        ACCESS.info("an operation");
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
        assertThat(logged(Map.of("log.format", "json", "log.access", "true")).lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{").endsWith("}").contains("\"level\":\"INFO\""))
                .anySatisfy(line -> assertThat(line).contains("\"formattedMessage\":\"started 5\""))
                .anySatisfy(line -> assertThat(line).contains("\"formattedMessage\":\"an operation\""));
    }

    @Test
    void operationsAreWrittenOnlyWhenWantedAndAmongTheOthers() throws StartException {
        assertThat(logged(Map.of())).doesNotContain("an operation");
        out.reset();
        assertThat(logged(Map.of("log.access", "true")))
                .contains("an operation")
                .contains("started 5");
        out.reset();
        assertThat(logged(Map.of("log.access", "true", "log.level", "error"))).contains("an operation");
    }

    @Test
    void operationsHaveAFileOfTheirOwnThatIsContinued() throws StartException, IOException {
        Path file = Files.writeString(folder.resolve("access.log"), "earlier\n");

        assertThat(logged(Map.of("log.access", "true", "log.accessFile", file.toString())))
                .doesNotContain("an operation");
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .last()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} an operation");
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheStart() {
        String file = folder.resolve("no/such/folder").toString();

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> logged(Map.of("log.access", "true", "log.accessFile", file)))
                .withMessageContaining(file);
    }
}
