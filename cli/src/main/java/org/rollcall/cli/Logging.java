package org.rollcall.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rollcall.server.config.Settings;
import org.rollcall.server.log.AccessLog;
import org.slf4j.LoggerFactory;

/** Where log lines go and what they look like, as the settings say. */
final class Logging {
    private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n";
    private static final String ACCESS_TEXT = "%d{yyyy-MM-dd HH:mm:ss.SSS} %msg%n";

    private final LoggerContext context;

    private Logging(LoggerContext context) {
        this.context = context;
    }

    /**
     * Puts the settings into force, in place of whatever was so before.
     *
     * @param out takes the lines that go to no file
     * @throws StartException where the file of the access log can't be written
     */
    static Logging start(Settings.Log settings, OutputStream out) throws StartException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.start();
        boolean json = settings.format() == Settings.LogFormat.JSON;
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(settings.level().name()));
        root.addAppender(appender(context, json ? json(context) : text(context, TEXT), new Unclosed(out), true));
        Logger access = context.getLogger(AccessLog.LOGGER);
        access.setAdditive(false);
        access.setLevel(settings.access() ? Level.INFO : Level.OFF);
        if (settings.access()) {
            OutputStream target =
                    settings.accessFile().isEmpty() ? new Unclosed(out) : open(Path.of(settings.accessFile()));
            access.addAppender(appender(
                    context, json ? json(context) : text(context, ACCESS_TEXT), new BatchedOutput(target), false));
        }
        return new Logging(context);
    }

    /** Writes what is left; nothing is logged any more. */
    void stop() {
        context.stop();
    }

    private static OutputStream open(Path file) throws StartException {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StartException("cannot write the access log " + file + ": " + e, e);
        }
    }

    private static OutputStreamAppender<ILoggingEvent> appender(
            LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream target, boolean atOnce) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setImmediateFlush(atOnce);
        appender.setOutputStream(target);
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMarkers(false);
        encoder.setWithMDC(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    /** Spares Logback its search for configuration files: until {@link #start} only warnings count. */
    public static final class BeforeStart extends ContextAwareBase implements Configurator {
        @Override
        public ExecutionStatus configure(LoggerContext context) {
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.WARN);
            root.addAppender(appender(context, text(context, TEXT), new Unclosed(System.err), true));
            return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
        }
    }

    /** A stream that belongs to the process and outlives the log. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream target;

        Unclosed(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int octet) throws IOException {
            target.write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            target.write(octets, offset, length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.flush();
        }
    }
}
