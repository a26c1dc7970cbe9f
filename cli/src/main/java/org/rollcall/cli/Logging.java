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
import org.slf4j.LoggerFactory;

/** Where log lines go and what they look like, as the settings say. */
final class Logging {
    private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n";

    private final LoggerContext context;
    private final OutputStream accessLines;

    private Logging(LoggerContext context, OutputStream accessLines) {
        this.context = context;
        this.accessLines = accessLines;
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
        SharedOutput shared = new SharedOutput(out);
        root.addAppender(appender(context, json ? json(context) : text(context), shared.forgiving()));
        return new Logging(context, accessLines(settings, shared));
    }

    private static OutputStream accessLines(Settings.Log settings, SharedOutput shared) throws StartException {
        return !settings.access()
                ? OutputStream.nullOutputStream()
                : settings.accessFile().isEmpty() ? shared : open(Path.of(settings.accessFile()));
    }

    /** Takes the lines of operations: a file of their own, or the stream that all lines go to. */
    OutputStream accessLines() {
        return accessLines;
    }

    /** Ends the log, after those who write to it; nothing is logged any more. */
    void stop() {
        try {
            accessLines.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(Logging.class).warn("cannot close the access log: {}", e.toString());
        }
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
            LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream target) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(target);
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(TEXT);
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
            root.addAppender(appender(context, text(context), new SharedOutput(System.err).forgiving()));
            return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
        }
    }
}
