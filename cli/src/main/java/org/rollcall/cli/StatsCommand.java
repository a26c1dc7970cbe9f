package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest;
import org.rollcall.server.control.ControlResult;
import org.rollcall.store.rocksdb.Durability;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.StoreStats;
import picocli.CommandLine.Command;

/** {@code rollcall stats}: how the store is. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says how the store is: records, sizes, room on its disk, and, of a running server, its writes and its health.",
            "Numbers of records are estimates; `rollcall check` counts."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED,
            "4:the store takes no changes: its disk is full, or failed"
        })
final class StatsCommand extends StoreCommand {
    StatsCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store, WorkProgress progress) throws ControlException {
        StoreStats stats = store.ask(new ControlRequest.Stats(), ControlResult.Stats.class, progress)
                .stats();
        lines(stats).forEach(out()::println);
        return stats.health().state() == StoreHealth.State.GOOD ? Main.DONE : DAMAGED;
    }

    static List<String> lines(StoreStats stats) {
        List<String> lines = new ArrayList<>();
        lines.add(line("data directory", stats.directory().toString()));
        lines.add(line("store", stats.id().toString()));
        String reason = stats.health().reason();
        lines.add(line("health", name(stats.health().state()) + (reason.isEmpty() ? "" : ": " + reason)));
        lines.add(line("durability", name(stats.durability())));
        for (Table table : Table.values()) {
            StoreStats.TableStats figures = stats.tables().getOrDefault(table, new StoreStats.TableStats(0, 0));
            lines.add(line(
                    name(table),
                    "about " + Amounts.count(figures.records(), "record", "records") + ", "
                            + Amounts.bytes(figures.bytes())));
        }
        lines.add(line("tables' files", Amounts.bytes(stats.tableFileBytes())));
        lines.add(line("log", Amounts.bytes(stats.logBytes())));
        lines.add(line("room on the disk", Amounts.bytes(stats.freeBytes())));
        RocksStore.Counts counts = stats.counts();
        if (counts.writes() > 0) {
            lines.add(line(
                    "since it was opened",
                    String.format(
                            Locale.ROOT,
                            "%s in %s, %.1f together, %,d at most; %s",
                            Amounts.count(counts.commits(), "commit", "commits"),
                            Amounts.count(counts.writes(), "write", "writes"),
                            (double) counts.commits() / counts.writes(),
                            counts.largestGroup(),
                            Amounts.bytes(counts.bytes()))));
            counts.lastWrite()
                    .ifPresent(last -> lines.add(line(
                            stats.durability() == Durability.SYNCED ? "last sync" : "last write", Amounts.time(last))));
        }
        return lines;
    }

    private static String line(String what, String how) {
        return String.format(Locale.ROOT, "%-20s %s", what, how);
    }

    /** A constant in plain words. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
