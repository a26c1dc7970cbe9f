package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.RollcallServer;
import org.rollcall.server.accounts.Accounts;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.RocksStoreSettings;

/** Commands for accounts and groups as an operator gives them, with and without a server that has them. */
class AccountCommandsTest extends Installation {
    private static final String SID = "S-1-5-21-\\d+-\\d+-\\d+-";

    private final Deque<String> typed = new ArrayDeque<>();
    private InputStream in = InputStream.nullInputStream();
    private boolean hasTerminal;

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    /** An account command with the test's standard input, and its terminal if there is one. */
    private int account(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        SecretPrompt prompt = text -> {
            err.append(text);
            return typed.isEmpty() ? null : typed.removeFirst().toCharArray();
        };
        PasswordSource passwords =
                new PasswordSource(folder, in, () -> hasTerminal ? Optional.of(prompt) : Optional.empty());
        return Commands.speaking(
                        AccountCommand.line(environment, folder, passwords),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .execute(arguments);
    }

    /** Looks at what is kept in a data directory that nobody has. */
    private void kept(String data, BiConsumer<Accounts, Account> look, String name) throws Exception {
        try (RocksStore store = RocksStore.openExisting(
                        folder.resolve(data), RocksStoreSettings.DEFAULT, Runnable::run, health -> {});
                Accounts accounts = Accounts.open(
                        store, Optional.of(folder.resolve(data).resolve("accounts.key")), 1, new SecureRandom())) {
            look.accept(accounts, accounts.book().account(AccountName.of(name)).orElseThrow());
        }
    }

    private static boolean isPasswordOf(Accounts accounts, Account account, String text) {
        try (Password password = Password.of(text.toCharArray())) {
            return accounts.hasher().verify(password, account.secrets());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account add",
                "account password",
                "account list",
                "account disable",
                "account enable",
                "account remove",
                "group add",
                "group list",
                "group join",
                "group leave",
                "group remove"
            })
    void helpTellsExitCodesAndExamplesAndWhereAccountsAreLookedFor(String command) {
        String[] words = command.split(" ");
        assertThat(run(words[0], words[1], "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: rollcall " + command)
                .contains("Exit codes:", "3   refused, and nothing was changed")
                .contains("Examples:", "rollcall " + command)
                .contains("--data=VALUE", "--control.socket=VALUE", "--accounts.keyFile=VALUE")
                .contains("-c, --config=FILE");
    }

    @Test
    void bothTellWhatTheyCanDo() {
        assertThat(run("account", "--help")).isZero();
        assertThat(out.toString()).contains("add", "password", "list", "disable", "enable", "remove");
        assertThat(run("group", "--help")).isZero();
        assertThat(out.toString()).contains("add", "list", "join", "leave", "remove");
        assertThat(run("account")).isEqualTo(2);
        assertThat(err.toString()).contains("rollcall account add NAME");
        assertThat(run("group")).isEqualTo(2);
        assertThat(err.toString()).contains("rollcall group add NAME");
    }

    /** All commands, one after another; whoever has the accounts. */
    private void useAll() throws Exception {
        file("pencil", "pencil\nand more\n");
        done("account", "add", "ann", "--password-file", "pencil");
        assertThat(out.toString()).matches("Made the account ann, " + SID + "1000\n");
        done("account", "add", "Bob", "--password-file=pencil", "--ntlm", "--administrator");
        assertThat(out.toString()).matches("Made the account Bob, " + SID + "1001\nIt is in Administrators\\.\n");
        done("account", "add", "carl", "--no-password");
        assertThat(out.toString()).contains("It has no password: `rollcall account password carl` sets one.");
        done("group", "add", "staff");
        assertThat(out.toString()).matches("Made the group staff, " + SID + "1004\n");
        done("group", "join", "staff", "ANN", "carl", "S-1-5-21-1-2-3-1104");
        assertThat(out.toString()).isEqualTo("staff has 3 members now.\n");
        done("account", "disable", "carl");
        assertThat(out.toString()).isEqualTo("The account carl is disabled.\n");

        done("account", "list");
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("NAME  SID {" + sidWidth() + "}STATE     PASSWORD   CHANGED {15}GROUPS"),
                        line -> assertThat(line).matches("ann   " + SID + "1000  enabled   set        20\\S+Z  staff"),
                        line -> assertThat(line)
                                .matches("Bob   " + SID + "1001  enabled   set, NTLM  20\\S+Z  Administrators"),
                        line -> assertThat(line).matches("carl  " + SID + "1003  disabled  none       20\\S+Z  staff"));
        done("group", "list");
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("NAME            SID +MEMBERS"),
                        line -> assertThat(line).matches("Administrators  " + SID + "1002  1        administrators"),
                        line -> assertThat(line).matches("staff           " + SID + "1004  3"));
        done("group", "list", "staff");
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("MEMBER  SID +KIND"),
                        line -> assertThat(line).matches("ann     " + SID + "1000 +account"),
                        line -> assertThat(line).matches("carl    " + SID + "1003 +account"),
                        line -> assertThat(line).matches("-       S-1-5-21-1-2-3-1104 +elsewhere"));

        file("pen", "pen");
        done("account", "password", "carl", "--ntlm", "--password-file", "pen");
        assertThat(out.toString()).isEqualTo("The password of carl is set, for NTLM as well.\n");
        done("account", "password", "carl", "--password-file", "pen");
        assertThat(out.toString()).isEqualTo("The password of carl is set.\n");
        done("account", "password", "ann", "--no-password");
        assertThat(out.toString()).startsWith("ann has no password now");
        done("account", "enable", "carl");
        assertThat(out.toString()).isEqualTo("The account carl is enabled.\n");
        done("group", "leave", "staff", "carl", "S-1-5-21-1-2-3-1104");
        assertThat(out.toString()).isEqualTo("staff has 1 member now.\n");
        done("account", "remove", "ann");
        assertThat(out.toString()).matches("Removed the account ann, " + SID + "1000\n");
        done("group", "list", "staff");
        assertThat(out.toString())
                .isEqualTo("staff has no members; `rollcall group join staff MEMBER` puts one into it.\n");
        done("group", "remove", "staff");
        assertThat(out.toString()).matches("Removed the group staff, " + SID + "1004\n");

        refused("there is the account Bob already", "account", "add", "bob", "--no-password");
        refused("there is no account or group ann", "account", "disable", "ann");
        refused("Administrators is a group, not an account", "account", "remove", "administrators");
        refused("there is no account or group ann", "group", "join", "Administrators", "ann");
        refused("carl is not in Administrators", "group", "leave", "Administrators", "carl");
    }

    /** Blanks after the heading of SIDs, which are as long as the authority's numbers. */
    private int sidWidth() {
        return out.toString()
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .split(" +")[1]
                        .length()
                - "SID".length()
                + 2;
    }

    @Test
    void accountsOfADataDirectoryThatNobodyHasAreThereForServersAndCommands() throws Exception {
        useAll();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/accounts.key"))))
                .isEqualTo("rw-------");
        kept(
                "data",
                (accounts, bob) -> {
                    assertThat(isPasswordOf(accounts, bob, "pencil")).isTrue();
                    assertThat(bob.secrets().orElseThrow().ntHash()).isPresent();
                },
                "bob");
        kept(
                "data",
                (accounts, carl) ->
                        assertThat(isPasswordOf(accounts, carl, "pen")).isTrue(),
                "carl");
        try (RollcallServer _ = serve(Map.of())) {
            done("account", "list");
            assertThat(out.toString()).contains("Bob ", "carl ");
        }
    }

    @Test
    void aRunningServerDoesItItself() throws Exception {
        try (RollcallServer _ = serve(Map.of())) {
            useAll();
        }
        kept(
                "data",
                (accounts, bob) ->
                        assertThat(isPasswordOf(accounts, bob, "pencil")).isTrue(),
                "bob");
    }

    @Test
    void soDoesOneThatKeepsNothing() throws Exception {
        String socket = folder.resolve("ask").toString();
        try (RollcallServer _ = serve(Map.of("store", "memory", "control.socket", socket))) {
            environment.put("ROLLCALL_STORE", "memory");
            environment.put("ROLLCALL_CONTROL_SOCKET", socket);
            useAll();
        }
        assertThat(folder.resolve("data")).doesNotExist();
        refused("nothing is kept", "account", "list");
        refused("nothing is kept", "account", "add", "ann", "--no-password");
    }

    @Test
    void theAdministratorsAreThoseOfTheSettings() {
        done("account", "add", "ann", "--no-password", "--administrator", "--accounts.administrators=Bosses");
        done("group", "add", "administrators");
        done("group", "list", "--accounts.administrators=bosses");
        assertThat(out.toString())
                .containsPattern("(?m)^Bosses .* administrators$")
                .containsPattern("(?m)1002  0$");
        refused("accounts.administrators is not the name of a group", "group", "list", "--accounts.administrators=a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account list", "group list", "account remove ann", "group remove staff"})
    void whereNoStoreIsNoneIsMade(String command) {
        refused("there is no " + folder.resolve("data"), command.split(" "));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whereThereAreNoneYetThatIsSaid() throws Exception {
        try (RollcallServer _ = serve(Map.of())) {
            done("account", "list");
            assertThat(out.toString()).contains("There are no accounts; `rollcall account add NAME` makes one.");
            done("group", "list");
            assertThat(out.toString()).contains("There are no groups; `rollcall group add NAME` makes one.");
        }
    }

    // Passwords.

    @Test
    void aPersonTypesThePasswordTwice() throws Exception {
        hasTerminal = true;
        typed.addAll(List.of("pencil", "pencil"));
        assertThat(account("add", "ann")).as(err.toString()).isZero();
        assertThat(err.toString()).isEqualTo("New password of ann: Once more: ");
        assertThat(out.toString()).startsWith("Made the account ann, ");
        kept(
                "data",
                (accounts, ann) ->
                        assertThat(isPasswordOf(accounts, ann, "pencil")).isTrue(),
                "ann");

        typed.addAll(List.of("pen", "pen"));
        assertThat(account("password", "ANN", "--ntlm")).as(err.toString()).isZero();
        kept(
                "data",
                (accounts, ann) ->
                        assertThat(isPasswordOf(accounts, ann, "pen")).isTrue(),
                "ann");
    }

    @Test
    void whatIsTypedWronglyChangesNothing() {
        hasTerminal = true;
        for (List<String> attempt : List.of(
                List.of("pencil", "pencils"),
                List.of("", ""),
                List.of("pencil"),
                List.<String>of(),
                List.of("a\u0007", "a\u0007"))) {
            typed.clear();
            typed.addAll(attempt);
            assertThat(account("add", "ann")).isEqualTo(3);
            assertThat(err.toString()).contains("rollcall: ").doesNotContain("pencil");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNameIsLookedAtBeforeAnybodyIsAsked() {
        done("account", "add", "ann", "--no-password");
        done("group", "add", "staff");
        hasTerminal = true;
        for (List<String> each : List.of(
                List.of("3", "there is an account ann already", "add", "ann"),
                List.of("3", "there is a group Staff already", "add", "Staff"),
                List.of("3", "there is no account bob", "password", "bob"),
                List.of("3", "there is no account staff", "password", "staff"),
                List.of("2", "a name has none of", "add", "a/b"),
                List.of("2", "the name is empty", "password", ""))) {
            assertThat(account(each.subList(2, 4).toArray(String[]::new))).isEqualTo(Integer.parseInt(each.getFirst()));
            assertThat(err.toString()).contains(each.get(1)).doesNotContain("New password");
        }
    }

    @Test
    void whereNobodyCanBeAskedTheRemedyIsTold() {
        assertThat(account("add", "ann")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no terminal", "--password-file FILE", "--password-file -", "--no-password");
        assertThat(account("add", "ann", "--no-password", "--ntlm")).isEqualTo(2);
        assertThat(account("password", "ann", "--no-password", "--password-file=x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--no-password goes with neither --password-file nor --ntlm");
        assertThat(account("add", "ann", "secret")).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pencil\n", "pencil", "pencil\r\n", "pencil\nsecond line"})
    void thePasswordIsTheFirstLineOfTheStandardInput(String text) throws Exception {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        assertThat(account("add", "ann", "--password-file", "-"))
                .as(err.toString())
                .isZero();
        kept(
                "data",
                (accounts, ann) ->
                        assertThat(isPasswordOf(accounts, ann, "pencil")).isTrue(),
                "ann");
    }

    @Test
    void whatIsNoPasswordIsRefusedWithoutShowingIt() throws Exception {
        byte[] tooLong = new byte[Password.MAX_OCTETS + 1];
        Arrays.fill(tooLong, (byte) 'x');
        Files.write(folder.resolve("long"), tooLong);
        Files.write(folder.resolve("latin1"), new byte[] {'x', (byte) 0xe4, 'x', '\n'});
        file("empty", "\nsecond line");
        file("bell", "xx\u0007\n");
        for (String each : List.of("long", "latin1", "empty", "bell")) {
            refused(each + ": the password ", "account", "add", "ann", "--password-file", each);
            assertThat(err.toString()).doesNotContain("xx");
        }
        refused("cannot read the password from none: ", "account", "add", "ann", "--password-file", "none");
        assertThat(folder.resolve("data")).doesNotExist();

        Files.write(folder.resolve("longest"), Arrays.copyOf(tooLong, Password.MAX_OCTETS));
        done("account", "add", "ann", "--password-file", "longest");
    }

    // The store.

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        done("account", "add", "ann", "--no-password");
        Path key = folder.resolve("data/accounts.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        refused("chmod 600", "account", "list");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        done("account", "list");
    }

    @Test
    void accountsAreInBackupsAndNotInExportsAndTheirKeyIsInNeither() throws Exception {
        file("pencil", "pencil\n");
        done("account", "add", "ann", "--ntlm", "--password-file", "pencil");
        done("export", "-o", "all.ldif");
        assertThat(Files.readString(folder.resolve("all.ldif"))).doesNotContain("ann");
        done("backup", "safe");
        try (var files = Files.walk(folder.resolve("safe"))) {
            assertThat(files).noneMatch(file -> file.endsWith("accounts.key"));
        }

        // As an operator does who moves to another machine: the key first.
        Files.createDirectory(folder.resolve("other"));
        Files.copy(folder.resolve("data/accounts.key"), folder.resolve("other/accounts.key"));
        done("restore", "safe", "--data", "other");
        kept(
                "other",
                (accounts, ann) -> {
                    assertThat(isPasswordOf(accounts, ann, "pencil")).isTrue();
                    try {
                        accounts.seal()
                                .open(
                                        ann.sid(),
                                        ann.secrets().orElseThrow().ntHash().orElseThrow());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                "ann");
        done("check", "--data", "other");
        assertThat(out.toString()).contains("2 in accounts").endsWith("Nothing is wrong.\n");
    }

    @Test
    void aCheckReadsAccountsToo() throws Exception {
        done("account", "add", "ann", "--no-password");
        done("account", "add", "bob", "--no-password");
        done("group", "add", "staff");
        done("group", "join", "staff", "ann", "bob");
        OctetString key = OctetString.wrap(new byte[] {1, 0, 0, 3, (byte) 0xe8});
        try (RocksStore store = RocksStore.openExisting(
                folder.resolve("data"), RocksStoreSettings.DEFAULT, Runnable::run, health -> {})) {
            store.commit(List.of(new Store.Write.Put(Table.ACCOUNTS, key, () -> OctetString.of("nonsense"))))
                    .toCompletableFuture()
                    .join();
        }
        assertThat(run("check")).isEqualTo(4);
        assertThat(out.toString())
                .contains("table accounts, record #01000003e8: account 1000: form 110; this version reads 1")
                .contains("3 in accounts");
        assertThat(run("check", "--repair")).isEqualTo(5);
        done("check");
        assertThat(out.toString())
                .containsOnlyOnce("Odd, and harmless: group 1002 (staff): its member S-1-5-21-")
                .contains("-1000 is not there");
        done("account", "list");
        assertThat(out.toString()).contains("bob ").doesNotContain("ann ");
    }
}
