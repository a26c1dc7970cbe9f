package org.rollcall.identity.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.identity.House.done;
import static org.rollcall.identity.House.password;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rollcall.access.check.Token;
import org.rollcall.identity.House;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.Group;
import org.rollcall.identity.logon.LogonResult.Granted;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.password.Argon2Settings;
import org.rollcall.identity.password.HashingDesk;
import org.rollcall.identity.password.HashingSettings;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordHasher;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.ldap.message.ResultCode;

class PasswordLogonTest {
    private final House house = new House();
    private final Account user = house.account("user", "pencil");
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private LogonResult logOn(String name, String text) {
        return done(house.passwords().logOn(name, password(text)));
    }

    @Test
    void theRightPasswordYieldsAToken() {
        Group staff = done(house.book.addGroup(AccountName.of("staff")));
        done(house.book.addMember(staff.sid(), user.sid()));

        for (String name : new String[] {"user", "HOUSE\\User", "user@house.example"}) {
            assertThat(logOn(name, "pencil")).isInstanceOfSatisfying(Granted.class, granted -> {
                assertThat(granted.sid()).isEqualTo(user.sid());
                assertThat(granted.token().sids()).contains(user.sid(), staff.sid());
            });
        }
    }

    @Test
    void everyRefusalLooksTheSameToTheClient() {
        done(house.book.addAccount(AccountName.of("bare")));
        done(house.book.addGroup(AccountName.of("staff")));
        Account disabled = house.account("disabled", "pencil");
        done(house.book.enable(disabled.sid(), false));
        Refused expected = Refused.credentials("");

        for (String name : new String[] {"user", "nobody", "bare", "staff", "OTHER\\user", "a/b", ""}) {
            assertRefusedAs(expected, logOn(name, "wrong"));
        }
        assertRefusedAs(expected, logOn("disabled", "pencil"));
        assertRefusedAs(expected, logOn("disabled", "wrong"));
    }

    private static void assertRefusedAs(Refused expected, LogonResult result) {
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            assertThat(refused.text()).isEqualTo(expected.text());
            assertThat(refused.reason()).doesNotContain("pencil", "wrong");
        });
    }

    @Test
    void unknownNamesAreHashedForToo() {
        PasswordLogon logon = house.passwords(waiting::add, 5);

        var unknown = logon.logOn("nobody", password("pencil"));
        var foreign = logon.logOn("OTHER\\user", password("pencil"));

        assertThat(waiting).hasSize(2);
        assertThat(unknown.toCompletableFuture()).isNotDone();
        waiting.forEach(Runnable::run);
        assertThat(done(unknown)).isInstanceOf(Refused.class);
        assertThat(done(foreign)).isInstanceOf(Refused.class);
    }

    @Test
    void tooManyAreBusyAndEveryPasswordIsWiped() {
        PasswordLogon logon = house.passwords(waiting::add, 1);
        Password first = password("pencil");
        Password second = password("pencil");

        var granted = logon.logOn("user", first);
        LogonResult busy = done(logon.logOn("user", second));

        assertThat(busy)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ResultCode.BUSY));
        assertThatThrownBy(() -> second.<String>ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
        waiting.remove().run();
        assertThat(done(granted)).isInstanceOf(Granted.class);
        assertThatThrownBy(() -> first.<String>ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatChangesWhileThePasswordIsLookedAtCounts() {
        PasswordLogon logon = house.passwords(waiting::add, 5);
        Account other = house.account("other", "pencil");
        Account third = house.account("third", "pencil");

        var removed = logon.logOn("user", password("pencil"));
        var disabled = logon.logOn("other", password("pencil"));
        var changed = logon.logOn("third", password("pencil"));
        done(house.book.remove(user.sid()));
        done(house.book.enable(other.sid(), false));
        house.setPassword(third, "another");
        waiting.forEach(Runnable::run);

        assertThat(done(removed)).isInstanceOf(Refused.class);
        assertThat(done(disabled)).isInstanceOf(Refused.class);
        assertThat(done(changed)).isInstanceOf(Refused.class);
    }

    @Test
    void aRightPasswordIsHashedAgainUnderNewSettings() {
        PasswordHasher dearer =
                new PasswordHasher(new HashingSettings(new Argon2Settings(16, 1, 1), 5000), new Random(1));
        PasswordLogon logon = new PasswordLogon(house.logons, house.book, dearer, new HashingDesk(Runnable::run, 1));
        Optional<PasswordSecrets> before = secrets();

        assertThat(done(logon.logOn("user", password("wrong")))).isInstanceOf(Refused.class);
        assertThat(secrets()).isEqualTo(before);

        assertThat(done(logon.logOn("user", password("pencil")))).isInstanceOf(Granted.class);
        assertThat(secrets())
                .hasValueSatisfying(
                        renewed -> assertThat(renewed.scram().iterations()).isEqualTo(5000));
        assertThat(logOn("user", "pencil")).isInstanceOf(Granted.class);
    }

    @Test
    void twoMayLogOnAtOnceWhileTheHashIsRenewed() {
        PasswordHasher dearer =
                new PasswordHasher(new HashingSettings(new Argon2Settings(16, 1, 1), 5000), new Random(1));
        PasswordLogon logon = new PasswordLogon(house.logons, house.book, dearer, new HashingDesk(waiting::add, 2));

        var first = logon.logOn("user", password("pencil"));
        var second = logon.logOn("user", password("pencil"));
        waiting.forEach(Runnable::run);

        assertThat(done(first)).isInstanceOf(Granted.class);
        assertThat(done(second)).isInstanceOf(Granted.class);
    }

    @Test
    void aStoreThatTakesNothingRefusesNobody() {
        PasswordHasher dearer =
                new PasswordHasher(new HashingSettings(new Argon2Settings(16, 1, 1), 5000), new Random(1));
        house.store.refuse(true);

        LogonResult result = done(new PasswordLogon(house.logons, house.book, dearer, new HashingDesk(Runnable::run, 1))
                .logOn("user", password("pencil")));

        assertThat(result).isInstanceOf(Granted.class);
    }

    private Warrant warrant() {
        return ((Granted) logOn("user", "pencil")).warrant();
    }

    @Test
    void aLogonIsWorthWhatTheGroupsOfNowGive() {
        Warrant warrant = warrant();
        Optional<Token> before = warrant.token();
        Group staff = done(house.book.addGroup(AccountName.of("staff")));
        done(house.book.addMember(staff.sid(), user.sid()));
        assertThat(warrant.token())
                .hasValueSatisfying(token -> assertThat(token.sids()).contains(staff.sid()));
        done(house.book.removeMember(staff.sid(), user.sid()));
        assertThat(warrant.token()).isPresent().isEqualTo(before);
    }

    @Test
    void aLogonIsWorthNothingOnceItsAccountIsDisabledRemovedOrHasAnotherPassword() {
        Warrant first = warrant();
        done(house.book.enable(user.sid(), false));
        assertThat(first.token()).isEmpty();

        done(house.book.enable(user.sid(), true));
        Warrant second = warrant();
        // The same words are another password.
        house.setPassword(user, "pencil");
        assertThat(second.token()).isEmpty();

        Warrant third = warrant();
        done(house.book.setSecrets(user.sid(), Optional.empty()));
        assertThat(third.token()).isEmpty();

        house.setPassword(user, "pencil");
        Warrant fourth = warrant();
        done(house.book.remove(user.sid()));
        house.account("user", "pencil");
        assertThat(fourth.token()).isEmpty();
    }

    @Test
    void aLogonOutlivesTheRenewalOfItsHash() {
        Warrant warrant = warrant();
        PasswordHasher dearer =
                new PasswordHasher(new HashingSettings(new Argon2Settings(16, 1, 1), 5000), new Random(1));
        Optional<PasswordSecrets> before = secrets();
        done(new PasswordLogon(house.logons, house.book, dearer, new HashingDesk(Runnable::run, 1))
                .logOn("user", password("pencil")));
        assertThat(secrets()).isNotEqualTo(before);
        assertThat(warrant.token()).isPresent();
    }

    private Optional<PasswordSecrets> secrets() {
        return house.book.account(user.sid()).flatMap(Account::secrets);
    }
}
