package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Another database for a data directory, made ready inside of it and then put in the place of the one that is there. The
 * marker is what makes a directory a store: it leaves before, and comes after, what it vouches for, so that at whatever
 * step this ends the directory opens as the old store, or as the new one, or is refused. All of it happens inside of the
 * directory, which may be the root of a file system, or the only place where this user may write.
 */
final class Replacement {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'replaced-'yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path directory;
    private final DiskFiles files;
    private final Path incoming;

    /** @param directory whose lock the caller has */
    Replacement(Path directory, DiskFiles files) {
        this.directory = directory;
        this.files = files;
        this.incoming = directory.resolve(DataDirectory.INCOMING);
    }

    /** Whether the name is one that {@link #finish} gives to what it puts aside. */
    static boolean isAside(String name) {
        return name.startsWith("replaced-");
    }

    /** Makes the folder of the new database, empty. */
    void begin() throws IOException {
        // The folder itself stays if it is there: it tells that an earlier one was interrupted.
        if (Files.exists(incoming)) {
            files.empty(incoming);
        } else {
            files.createFolder(incoming);
        }
        files.createFolder(database());
        files.sync(directory);
    }

    /** Where the new database is to be. */
    Path database() {
        return incoming.resolve(DataDirectory.DATABASE);
    }

    /** The folder above {@link #database}, laid out as a data directory is. */
    Path incoming() {
        return incoming;
    }

    /**
     * Puts the new database in place.
     *
     * @param marker of the new store
     * @return the folder, itself a data directory, to which the old one was moved, if there was one
     */
    Optional<Path> finish(Marker marker, Instant now) throws IOException {
        Path newMarker = Marker.Kind.STORE.in(incoming);
        Path place = Marker.Kind.STORE.in(directory);
        Path database = directory.resolve(DataDirectory.DATABASE);
        files.write(newMarker, marker.text());
        files.sync(database());
        files.sync(incoming);
        Optional<Path> aside = Optional.empty();
        if (Files.exists(database) || Files.exists(place)) {
            Path folder = free(NAME.format(now));
            files.createFolder(folder);
            aside = Optional.of(folder);
            if (Files.exists(place)) {
                files.copy(place, Marker.Kind.STORE.in(folder), octets -> {});
            }
            files.sync(directory);
            if (Files.exists(database)) {
                files.move(database, folder.resolve(DataDirectory.DATABASE));
            }
            files.delete(place);
        }
        files.move(database(), database);
        files.move(newMarker, place);
        files.delete(incoming);
        return aside;
    }

    private Path free(String name) {
        Path folder = directory.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = directory.resolve(name + "-" + i);
        }
        return folder;
    }

    /** Takes away what was begun, unless the old one has left its place: then it goes on telling that. */
    void abandon() {
        boolean marked = Files.exists(Marker.Kind.STORE.in(directory));
        if (marked == Files.exists(directory.resolve(DataDirectory.DATABASE))) {
            files.discard(incoming);
        }
    }
}
