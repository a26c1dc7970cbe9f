package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rollcall.directory.engine.StoredRecords;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.identity.account.StoredAccounts;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.StoreHandler;
import org.rollcall.store.rocksdb.MaintenanceException;
import org.rollcall.store.rocksdb.StoreCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollcall check}: reads all of the store, and mends it where that is wanted. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads every file and every record of the store, and says what is damaged, by table and name. The server must"
                    + " not be running.",
            "A record is one entry, and its key is the entry's name in normal form; or one account or group."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            "0:nothing is wrong",
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED,
            "4:something is wrong, and was left as it is",
            "5:something was wrong, and was repaired as far as could be"
        })
final class CheckCommand extends StoreCommand {
    @Option(
            names = "--repair",
            description = "Writes all that is whole anew where something is wrong, and puts the damaged store aside,"
                    + " in a folder of the data directory")
    private boolean repair;

    CheckCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store, WorkProgress progress) throws ControlException, MaintenanceException {
        StoredAccounts accounts = new StoredAccounts();
        StoreCheck.Report report = StoreCheck.run(
                store.data(),
                (table, key, value) -> problem(accounts, table, key, value),
                repair,
                finding -> {
                    progress.erase();
                    out().println(finding.text());
                },
                StoreHandler.adapt(progress));
        progress.erase();
        List<String> tables = new ArrayList<>();
        for (Table table : Table.values()) {
            tables.add(String.format(Locale.ROOT, "%,d in %s", report.records().get(table), StatsCommand.name(table)));
        }
        out().println("Whole records: " + String.join(", ", tables));
        accounts.oddities().forEach(oddity -> out().println("Odd, and harmless: " + oddity));
        if (report.findings() == 0) {
            out().println("Nothing is wrong.");
            return Main.DONE;
        }
        out().println(Amounts.count(report.findings(), "thing is wrong.", "things are wrong."));
        if (report.aside().isEmpty()) {
            out().println("`rollcall check --repair` keeps what is whole; `rollcall restore` brings a backup.");
            return DAMAGED;
        }
        out().println("Repaired: all that is whole was kept. The damaged store is in "
                + report.aside().get() + " now.");
        return REPAIRED;
    }

    private static Optional<String> problem(StoredAccounts accounts, Table table, OctetString key, OctetString value) {
        return switch (table) {
            case ACCOUNTS -> accounts.problem(key, value);
            case ENTRIES, MULTICAST_LEASES -> StoredRecords.problem(table, key, value);
        };
    }
}
