package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One backup on its way: what a checkpoint of the database holds, copied, or shared with the backup before.
 *
 * <p>RocksDB has a backup engine of its own, which was not taken: from Java it cannot be stopped, so that a server would
 * not end while it works, tells no progress, and has no room for our marker.
 */
final class BackupRun {
    /** The properties at the end of a table's file are in it, with an id that RocksDB gives to no second one. */
    private static final int TAIL_BYTES = 4096;

    private static final String TABLE_FILE = ".sst";

    private final Path source;
    private final Marker marker;
    private final DiskFiles files;
    private final Progress progress;
    private final List<BackupManifest.Item> items = new ArrayList<>();
    private long total;
    private long copied;

    /**
     * @param source a checkpoint, in which nothing changes
     * @param marker of the store
     */
    BackupRun(Path source, Marker marker, DiskFiles files, Progress progress) {
        this.source = source;
        this.marker = marker;
        this.files = files;
        this.progress = progress;
    }

    /**
     * A file that the backup will have.
     *
     * @param shared the same of the backup before; null where that has none
     */
    private record Planned(Path file, String name, BackupManifest.@Nullable Item shared) {}

    /** Makes it, and returns once it is on the disk. */
    Backup make(BackupDirectory directory, Instant now, long records) throws IOException, MaintenanceException {
        Optional<Path> before =
                directory.readable().stream().findFirst().map(newest -> directory.folder(newest.number()));
        List<Planned> plan = plan(before);
        for (Planned each : plan) {
            total += each.shared == null ? Files.size(each.file) : 0;
        }
        directory.need(total);
        long number = directory.nextNumber();
        Path folder = directory.unfinished(number);
        boolean made = false;
        try {
            files.createFolder(folder);
            Path database = folder.resolve(DataDirectory.DATABASE);
            files.createFolder(database);
            progress.report(Progress.Stage.COPY, 0, total);
            for (Planned each : plan) {
                take(each, before, folder);
            }
            files.write(folder.resolve(Marker.Kind.STORE.file()), marker.text());
            items.add(BackupManifest.Item.of(Marker.Kind.STORE.file(), marker.text()));
            BackupManifest manifest = new BackupManifest(marker.store(), now, copied, records, items);
            files.write(folder.resolve(BackupManifest.FILE), manifest.text());
            files.sync(database);
            files.sync(folder);
            directory.finish(number);
            made = true;
            return manifest.describe(number);
        } finally {
            if (!made) {
                directory.discard(number);
            }
        }
    }

    private List<Planned> plan(Optional<Path> before) throws IOException, MaintenanceException {
        List<BackupManifest.Item> known =
                before.isEmpty() ? List.of() : BackupManifest.read(before.get()).items();
        List<Planned> plan = new ArrayList<>();
        for (Path file : DiskFiles.list(source)) {
            String name = DataDirectory.DATABASE + "/" + DiskFiles.name(file);
            BackupManifest.Item shared = null;
            for (BackupManifest.Item each : known) {
                if (each.name().equals(name)
                        && name.endsWith(TABLE_FILE)
                        && isSame(file, each, before.orElseThrow().resolve(name))) {
                    shared = each;
                }
            }
            plan.add(new Planned(file, name, shared));
        }
        return plan;
    }

    private static boolean isSame(Path file, BackupManifest.Item item, Path candidate) throws IOException {
        return Files.size(file) == item.bytes()
                && Files.isRegularFile(candidate)
                && Files.size(candidate) == item.bytes()
                && Arrays.equals(tail(file), tail(candidate));
    }

    private static byte[] tail(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, open.length())];
            open.seek(open.length() - tail.length);
            open.readFully(tail);
            return tail;
        }
    }

    private void take(Planned planned, Optional<Path> before, Path folder) throws IOException {
        Path target = folder.resolve(planned.name);
        BackupManifest.Item shared = planned.shared;
        if (shared != null && files.link(before.orElseThrow().resolve(planned.name), target)) {
            items.add(shared);
            return;
        }
        long from = copied;
        int checksum = files.copy(planned.file, target, this::meter);
        items.add(new BackupManifest.Item(planned.name, copied - from, checksum));
    }

    private void meter(long octets) {
        copied += octets;
        progress.report(Progress.Stage.COPY, copied, Math.max(total, copied));
    }
}
