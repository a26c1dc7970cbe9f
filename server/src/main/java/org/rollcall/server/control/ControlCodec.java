package org.rollcall.server.control;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Outcome;
import org.rollcall.server.ldif.Selection;
import org.rollcall.store.rocksdb.Backup;
import org.rollcall.store.rocksdb.Durability;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.StoreStats;

/** Requests and answers as lines, without what ends them. */
final class ControlCodec {
    static final int VERSION = 1;

    static final String REQUEST = "request";

    private static final String BACKUP = "backup";
    private static final String COMPACT = "compact";
    private static final String STATS = "stats";
    private static final String EXPORT = "export";
    private static final String IMPORT = "import";

    /** One line of an answer. */
    sealed interface Line {
        record Progress(String stage, long done, long total) implements Line {}

        record Result(ControlResult result) implements Line {}

        record Failure(ControlException failure) implements Line {}

        record Entry(EntriesCodec.Sent.Entry entry) implements Line {}

        record Settled(Outcome outcome) implements Line {}
    }

    /** Reads what a kind of request has beside its kind. */
    interface RequestReader {
        ControlRequest read(Fields fields) throws ControlException;
    }

    private static final Map<String, RequestReader> REQUESTS = new TreeMap<>(Map.of(
            BACKUP,
            fields -> new ControlRequest.Backup(fields.path("directory"), fields.count("keep")),
            COMPACT,
            fields -> new ControlRequest.Compact(),
            STATS,
            fields -> new ControlRequest.Stats(),
            EXPORT,
            fields -> new ControlRequest.Export(EntriesCodec.selection(fields)),
            IMPORT,
            fields -> new ControlRequest.Import(EntriesCodec.terms(fields))));

    static {
        REQUESTS.putAll(AccountsCodec.REQUESTS);
        REQUESTS.putAll(DescriptorsCodec.REQUESTS);
    }

    private ControlCodec() {}

    // Requests.

    static byte[] encode(ControlRequest request) {
        Map<String, Object> members = Members.ordered("version", VERSION);
        switch (request) {
            case ControlRequest.Backup backup -> {
                members.put(REQUEST, BACKUP);
                members.put("directory", backup.directory().toString());
                members.put("keep", backup.keep());
            }
            case ControlRequest.Compact _ -> members.put(REQUEST, COMPACT);
            case ControlRequest.Stats _ -> members.put(REQUEST, STATS);
            case ControlRequest.Export(Selection selection) -> {
                members.put(REQUEST, EXPORT);
                members.putAll(EntriesCodec.members(selection));
            }
            case ControlRequest.Import(IntakeTerms terms) -> {
                members.put(REQUEST, IMPORT);
                members.putAll(EntriesCodec.members(terms));
            }
            case ControlRequest.OfAccounts accounts -> members.putAll(AccountsCodec.members(accounts));
            case ControlRequest.OfDescriptors descriptors -> members.putAll(DescriptorsCodec.members(descriptors));
        }
        return Members.line(members);
    }

    static ControlRequest decodeRequest(byte[] line) throws ControlException {
        Fields fields = Fields.read(line);
        long version = fields.number("version");
        if (version != VERSION) {
            throw Fields.notUnderstood("version " + version + " of requests; this server understands " + VERSION);
        }
        String kind = fields.text(REQUEST);
        RequestReader reader = REQUESTS.get(kind);
        if (reader == null) {
            throw Fields.notUnderstood("no such request; there are " + String.join(", ", REQUESTS.keySet()));
        }
        try {
            ControlRequest request = reader.read(fields);
            fields.end();
            return request;
        } catch (IllegalArgumentException e) {
            throw Fields.notUnderstood(String.valueOf(e.getMessage()));
        }
    }

    // Answers.

    static byte[] encode(Line answer) {
        return Members.line(
                switch (answer) {
                    case Line.Progress progress ->
                        Map.of(
                                "progress",
                                Members.ordered(
                                        "stage", progress.stage, "done", progress.done, "total", progress.total));
                    case Line.Result result -> Map.of("result", members(result.result));
                    case Line.Entry(EntriesCodec.Sent.Entry entry) -> Map.of("entry", EntriesCodec.members(entry));
                    case Line.Settled(Outcome outcome) -> Map.of("outcome", EntriesCodec.members(outcome));
                    case Line.Failure failed ->
                        Map.of(
                                "error",
                                Members.ordered(
                                        "kind",
                                        Members.constant(failed.failure.kind()),
                                        "message",
                                        String.valueOf(failed.failure.getMessage())));
                });
    }

    /**
     * Reads a line of the answer.
     *
     * @throws ControlException of kind NOT_UNDERSTOOD if it is none
     */
    static Line decodeAnswer(ControlRequest request, byte[] line) throws ControlException {
        Fields fields = Fields.read(line);
        try {
            if (fields.has("entry")) {
                return new Line.Entry(EntriesCodec.entry(fields.object("entry")));
            }
            if (fields.has("outcome")) {
                return new Line.Settled(EntriesCodec.outcome(fields.object("outcome")));
            }
            if (fields.has("progress")) {
                Fields progress = fields.object("progress");
                return new Line.Progress(progress.text("stage"), progress.number("done"), progress.number("total"));
            }
            if (fields.has("error")) {
                Fields error = fields.object("error");
                return new Line.Failure(
                        new ControlException(Members.constant(Kind.class, error.text("kind")), error.text("message")));
            }
            return new Line.Result(result(request, fields.object("result")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Fields.notUnderstood("an answer with " + e.getMessage());
        }
    }

    private static Map<String, Object> members(ControlResult result) {
        return switch (result) {
            case ControlResult.Backup(Backup backup) ->
                Members.ordered(
                        "number", backup.number(),
                        "store", backup.store().toString(),
                        "made", backup.made().toString(),
                        "bytes", backup.bytes(),
                        "newBytes", backup.newBytes(),
                        "records", backup.records());
            case ControlResult.Compact(RocksStore.Compaction compaction) ->
                Members.ordered("bytesBefore", compaction.bytesBefore(), "bytesAfter", compaction.bytesAfter());
            case ControlResult.Stats(StoreStats stats) -> members(stats);
            case ControlResult.Entries(long count) -> Members.ordered("count", count);
            case ControlResult.Found found -> AccountsCodec.members(found);
            case ControlResult.Account(AccountState account) -> AccountsCodec.members(account);
            case ControlResult.Accounts accounts -> AccountsCodec.members(accounts);
            case ControlResult.Group(GroupState group) -> AccountsCodec.members(group);
            case ControlResult.Groups groups -> AccountsCodec.members(groups);
            case ControlResult.Members members -> AccountsCodec.members(members);
            case ControlResult.Descriptor(DescriptorState state) -> DescriptorsCodec.members(state);
        };
    }

    private static ControlResult result(ControlRequest request, Fields fields) throws ControlException {
        return switch (request) {
            case ControlRequest.Backup _ ->
                new ControlResult.Backup(new Backup(
                        fields.number("number"),
                        UUID.fromString(fields.text("store")),
                        Instant.parse(fields.text("made")),
                        fields.number("bytes"),
                        fields.number("newBytes"),
                        fields.number("records")));
            case ControlRequest.Compact _ ->
                new ControlResult.Compact(
                        new RocksStore.Compaction(fields.number("bytesBefore"), fields.number("bytesAfter")));
            case ControlRequest.Stats _ -> new ControlResult.Stats(stats(fields));
            case ControlRequest.OfEntries _ -> new ControlResult.Entries(fields.number("count"));
            case ControlRequest.OfAccounts accounts -> AccountsCodec.result(accounts, fields);
            case ControlRequest.OfDescriptors _ -> new ControlResult.Descriptor(DescriptorsCodec.state(fields));
        };
    }

    private static Map<String, Object> members(StoreStats stats) {
        Map<String, Object> tables = new TreeMap<>();
        stats.tables()
                .forEach((table, figures) -> tables.put(
                        Members.constant(table),
                        Members.ordered("records", figures.records(), "bytes", figures.bytes())));
        RocksStore.Counts counts = stats.counts();
        Map<String, Object> members = Members.ordered(
                "id", stats.id().toString(),
                "directory", stats.directory().toString(),
                "durability", Members.constant(stats.durability()),
                "health", Members.constant(stats.health().state()),
                "reason", stats.health().reason(),
                "tables", tables,
                "tableFileBytes", stats.tableFileBytes(),
                "logBytes", stats.logBytes(),
                "freeBytes", stats.freeBytes(),
                "commits", counts.commits(),
                "writes", counts.writes(),
                "bytes", counts.bytes(),
                "largestGroup", counts.largestGroup());
        counts.lastWrite().ifPresent(last -> members.put("lastWrite", last.toString()));
        return members;
    }

    private static StoreStats stats(Fields fields) throws ControlException {
        Map<Store.Table, StoreStats.TableStats> tables = new TreeMap<>();
        Fields each = fields.object("tables");
        for (String name : each.names()) {
            Fields figures = each.object(name);
            tables.put(
                    Members.constant(Store.Table.class, name),
                    new StoreStats.TableStats(figures.number("records"), figures.number("bytes")));
        }
        Optional<Instant> lastWrite = fields.optionalText("lastWrite").map(Instant::parse);
        return new StoreStats(
                UUID.fromString(fields.text("id")),
                fields.path("directory"),
                Members.constant(Durability.class, fields.text("durability")),
                new StoreHealth(
                        Members.constant(StoreHealth.State.class, fields.text("health")), fields.text("reason")),
                tables,
                fields.number("tableFileBytes"),
                fields.number("logBytes"),
                fields.number("freeBytes"),
                new RocksStore.Counts(
                        fields.number("commits"),
                        fields.number("writes"),
                        fields.number("bytes"),
                        fields.number("largestGroup"),
                        lastWrite));
    }
}
