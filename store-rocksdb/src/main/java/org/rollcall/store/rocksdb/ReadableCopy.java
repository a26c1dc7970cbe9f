package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.WALRecoveryMode;
import org.rollcall.store.rocksdb.OpenedCopy.TableFile;

/**
 * A database laid out anew by hard links, so that what must be changed to read it is not changed in the database itself:
 * the list of its files, from which those that cannot be opened are struck. One such file hides what newer and older ones
 * have of the same keys.
 */
final class ReadableCopy implements AutoCloseable {
    private static final String CURRENT = "CURRENT";

    private final Path scratch;
    private final DiskFiles files;
    private final Progress progress;
    private final Consumer<Finding> findings;
    private final Path base;
    private final Set<TableFile> unusable = new LinkedHashSet<>();
    private final Set<TableFile> flawed = new LinkedHashSet<>();
    private WALRecoveryMode log = WALRecoveryMode.TolerateCorruptedTailRecords;
    private int variants;
    private @Nullable OpenedCopy whole;
    private @Nullable OpenedCopy flawless;

    private ReadableCopy(Path scratch, DiskFiles files, Progress progress, Consumer<Finding> findings) {
        this.scratch = scratch;
        this.files = files;
        this.progress = progress;
        this.findings = findings;
        this.base = scratch.resolve("base");
    }

    /**
     * Lays it out, and looks at every octet of every file of a table.
     *
     * @param scratch an empty folder on the disk of the database, for this alone
     */
    static ReadableCopy of(Path database, Path scratch, DiskFiles files, Progress progress, Consumer<Finding> findings)
            throws IOException, RocksDBException, MaintenanceException {
        ReadableCopy copy = new ReadableCopy(scratch, files, progress, findings);
        copy.lay(database, copy.base, List.of());
        copy.open();
        return copy;
    }

    /** All that can be read. */
    OpenedCopy whole() {
        if (whole == null) {
            throw new IllegalStateException("not open");
        }
        return whole;
    }

    /** What can be read where a damaged file is in the way: only files without damage. */
    OpenedCopy flawless() throws RocksDBException {
        if (flawless == null) {
            Set<TableFile> without = new LinkedHashSet<>(unusable);
            without.addAll(flawed);
            try {
                flawless = OpenedCopy.open(variant(without), log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return flawless;
    }

    private void open() throws IOException, RocksDBException, MaintenanceException {
        OpenedCopy opened = openBase();
        try {
            String logDamage = logDamage(opened.files());
            if (!logDamage.isEmpty()) {
                findings.accept(new Finding.Damage("the log is damaged (" + logDamage
                        + "): commits are missing, which is no loss if they are those under way when power failed"));
                log = WALRecoveryMode.SkipAnyCorruptedRecords;
            }
            Map<TableFile, String> problems = verify(opened.files());
            for (Map.Entry<TableFile, String> each : problems.entrySet()) {
                TableFile file = each.getKey();
                boolean readable = isUsable(file, opened.files());
                (readable ? flawed : unusable).add(file);
                findings.accept(new Finding.BadFile(
                        file.name(), file.table(), file.first(), file.last(), readable, each.getValue()));
            }
            if (!unusable.isEmpty() || !logDamage.isEmpty()) {
                opened.close();
                opened = OpenedCopy.open(variant(unusable), log);
            }
            whole = opened;
        } catch (IOException | RocksDBException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private OpenedCopy openBase() throws IOException, RocksDBException, MaintenanceException {
        try {
            return OpenedCopy.open(base, log);
        } catch (RocksDBException e) {
            findings.accept(new Finding.Damage(
                    "the list of the database's files is damaged (" + e.getMessage() + "): it is made anew"));
        }
        LostManifest.rebuild(base);
        for (Path lost : DiskFiles.list(base.resolve("lost"))) {
            if (DiskFiles.name(lost).endsWith(".sst")) {
                findings.accept(new Finding.Damage("file " + DiskFiles.name(lost)
                        + " is damaged, and left out since the list of files is damaged as well"));
            }
        }
        return OpenedCopy.open(base, log);
    }

    /** What is wrong with which files. */
    private Map<TableFile, String> verify(List<TableFile> all) throws IOException {
        Map<TableFile, String> problems = new LinkedHashMap<>();
        long total = all.stream().mapToLong(TableFile::bytes).sum();
        long done = 0;
        for (TableFile file : all) {
            progress.report(Progress.Stage.VERIFY, done, total);
            String problem = problem(file);
            if (!problem.isEmpty()) {
                problems.put(file, problem);
            }
            done += file.bytes();
        }
        progress.report(Progress.Stage.VERIFY, done, total);
        return problems;
    }

    private static String problem(TableFile file) throws IOException {
        if (!Files.isRegularFile(file.path())) {
            return "it is missing";
        }
        if (Files.size(file.path()) != file.bytes()) {
            return "it has " + Files.size(file.path()) + " octets instead of " + file.bytes();
        }
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.path().toString());
            reader.verifyChecksum();
            return "";
        } catch (RocksDBException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String logDamage(List<TableFile> all) throws IOException, RocksDBException {
        Path without = variant(all);
        try {
            return OpenedCopy.logDamage(without);
        } finally {
            files.delete(without);
        }
    }

    /** Whether it can be read when nothing else is in the way, and checksums of its blocks are not looked at. */
    private boolean isUsable(TableFile file, List<TableFile> all) throws IOException, RocksDBException {
        List<TableFile> others = new ArrayList<>(all);
        others.remove(file);
        Path alone = variant(others);
        try (OpenedCopy opened = OpenedCopy.open(alone, log)) {
            return opened.isReadable(file.table());
        } finally {
            files.delete(alone);
        }
    }

    private Path variant(Collection<TableFile> without) throws IOException {
        Path folder = scratch.resolve("without" + variants++);
        lay(base, folder, without);
        return folder;
    }

    private void lay(Path from, Path to, Collection<TableFile> without) throws IOException {
        files.createFolder(to);
        for (Path file : DiskFiles.list(from)) {
            String name = DiskFiles.name(file);
            Path target = to.resolve(name);
            if (name.endsWith(".sst") || name.endsWith(".log")) {
                if (!files.link(file, target)) {
                    files.copy(file, target, octets -> {});
                }
            } else if (name.equals(CURRENT) || name.equals("IDENTITY") || name.startsWith("MANIFEST-")) {
                files.copy(file, target, octets -> {});
            }
        }
        if (!without.isEmpty()) {
            strike(to, without);
        }
    }

    private static void strike(Path folder, Collection<TableFile> without) throws IOException {
        Path manifest = folder.resolve(Files.readString(folder.resolve(CURRENT), StandardCharsets.ISO_8859_1)
                .strip());
        for (TableFile file : without) {
            byte[] edit = ManifestEdit.withoutFile(Files.size(manifest), file.family(), file.level(), file.number());
            Files.write(manifest, edit, StandardOpenOption.APPEND);
        }
    }

    @Override
    public void close() {
        if (whole != null) {
            whole.close();
        }
        if (flawless != null) {
            flawless.close();
        }
    }
}
