package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the program as the build wrote it down, which a directory's marker names as its maker. */
public final class ProgramVersion {
    private static final String UNKNOWN = "unknown";

    private ProgramVersion() {}

    /** The version, such as {@code 1.0.3}, or {@code unknown}. */
    public static String get() {
        Properties properties = new Properties();
        try (InputStream written = ProgramVersion.class.getResourceAsStream("version.properties")) {
            if (written != null) {
                properties.load(written);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return properties.getProperty("version", UNKNOWN);
    }
}
