package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Files whose steps are counted: one of them fails, or something is looked at before each. */
final class Steps extends DiskFiles {
    private final int failing;
    private final IntConsumer watcher;
    private int count;
    private long free = Long.MAX_VALUE / 2;

    private Steps(int failing, IntConsumer watcher) {
        this.failing = failing;
        this.watcher = watcher;
    }

    /** The step of this number fails, and so do all after it: the disk is gone. */
    static Steps failingFrom(int step) {
        return new Steps(step, number -> {});
    }

    /** Nothing fails. @param watcher is called before each step */
    static Steps watched(IntConsumer watcher) {
        return new Steps(Integer.MAX_VALUE, watcher);
    }

    Steps withFree(long octets) {
        free = octets;
        return this;
    }

    /** Whether a step failed. */
    boolean hasFailed() {
        return count > failing;
    }

    @Override
    void before(String step, Path path) throws IOException {
        watcher.accept(count);
        if (count++ >= failing) {
            throw new IOException("no space left for the " + step + " of " + path);
        }
    }

    @Override
    long free(Path folder) throws IOException {
        return Math.min(free, super.free(folder));
    }

    /** What is there now, elsewhere. */
    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    static void deleteTree(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
