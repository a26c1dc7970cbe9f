package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that says what a directory is, in which format, which store it belongs to, and which version made it.
 *
 * @param store what tells the store from others, whatever it is called and wherever it is moved
 */
record Marker(Marker.Kind kind, UUID store) {
    /** The form of a directory that this version makes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final int MAX_BYTES = 4096;
    // Later formats may have other lines, but these first two.
    private static final Pattern TEXT =
            Pattern.compile("(?<kind>[^\n]+)\nformat (?<format>[0-9]{1,9})\n(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern ID =
            Pattern.compile("id ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\n");
    // For people, wherever it stands; there may be none.
    private static final Pattern MAKER = Pattern.compile("^by ([!-~]{1,40})$", Pattern.MULTILINE);

    /** What a directory may be. */
    enum Kind {
        STORE("rollcall.store", "Rollcall store"),
        BACKUPS("rollcall.backups", "Rollcall backups");

        private final String file;
        private final String title;

        Kind(String file, String title) {
            this.file = file;
            this.title = title;
        }

        String file() {
            return file;
        }

        Path in(Path directory) {
            return directory.resolve(file);
        }
    }

    /** A marker that this version can do nothing with; the message says why, beginning with the file. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private Unusable(String message) {
            super(message);
        }
    }

    String text() {
        return kind.title + "\nformat " + FORMAT + "\nid " + store + "\nby " + ProgramVersion.get() + "\n";
    }

    /** Reads the marker that is in the directory. */
    static Marker read(Kind kind, Path directory) throws IOException, Unusable {
        Path file = kind.in(directory);
        String text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !matcher.group("kind").equals(kind.title)) {
            throw new Unusable("its " + kind.file + " is not one of Rollcall, or is damaged");
        }
        int format = Integer.parseInt(matcher.group("format"));
        if (format > FORMAT) {
            Matcher maker = MAKER.matcher(matcher.group("rest"));
            throw new Unusable("a newer version of Rollcall" + (maker.find() ? ", " + maker.group(1) + "," : "")
                    + " made it, in format " + format + "; this version, " + ProgramVersion.get()
                    + ", reads formats up to " + FORMAT);
        }
        Matcher id = ID.matcher(matcher.group("rest"));
        if (format < 1 || !id.lookingAt()) {
            throw new Unusable("its " + kind.file + " is damaged");
        }
        return new Marker(kind, UUID.fromString(id.group(1)));
    }
}
