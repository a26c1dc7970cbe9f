package org.rollcall.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.rollcall.access.check.Token;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.Group;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.fakes.FakeStream;

/** What becomes of a session when accounts change that it rests on. */
class AccountChangesTest {
    private final Harness on = new Harness();

    private void bind() {
        on.bind(1, 3, "alice", "wonder");
        on.judge();
        assertThat(on.results()).containsExactly("1:success");
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private void disable() {
        done(on.logons.book.enable(on.logons.alice.sid(), false));
    }

    private Token token() {
        return on.callers.getLast().view().asker().token();
    }

    private void assertToldToGo(LdapMessage notice) {
        assertThat(notice.messageId()).isZero();
        ExtendedResponse said = (ExtendedResponse) notice.op();
        assertThat(said.oid()).contains(ExtendedResponse.NOTICE_OF_DISCONNECTION);
        assertThat(said.result().code()).isEqualTo(ResultCode.STRONGER_AUTH_REQUIRED);
        assertThat(on.wire.hungUp).isTrue();
        assertThat(on.session.accepts()).isFalse();
    }

    private void assertToldToGo() {
        on.session.accountsChanged();
        assertThat(on.replies()).singleElement().satisfies(this::assertToldToGo);
    }

    @Test
    void whoIsDisabledHasToGo() {
        bind();
        disable();
        assertToldToGo();
        assertThat(on.deeds.getLast())
                .isInstanceOfSatisfying(
                        Deed.Revocation.class,
                        revocation -> assertThat(revocation.doer().map(Deed.Doer::account))
                                .contains("alice"));
    }

    @Test
    void whoIsRemovedHasToGo() {
        bind();
        done(on.logons.book.remove(on.logons.alice.sid()));
        assertToldToGo();
    }

    @Test
    void whoHasAnotherPasswordHasToGo() {
        bind();
        done(on.logons.book.setSecrets(on.logons.alice.sid(), Optional.empty()));
        assertToldToGo();
    }

    @Test
    void version2HearsNothingAndIsClosed() {
        on.bind(1, 2, "alice", "wonder");
        on.judge();
        assertThat(on.results()).containsExactly("1:success");
        disable();
        on.session.accountsChanged();
        assertThat(on.replies()).isEmpty();
        assertThat(on.wire.hungUp).isTrue();
    }

    @Test
    void othersStay() {
        on.session.accountsChanged();
        on.bind(1, 3, "root", "of all");
        on.judge();
        disable();
        on.session.accountsChanged();
        assertThat(on.wire.hungUp).isFalse();
        on.bind(2, 3, "", "");
        done(on.logons.book.remove(on.logons.alice.sid()));
        on.session.accountsChanged();
        assertThat(on.results()).containsExactly("1:success", "2:success");
        assertThat(on.wire.hungUp).isFalse();
        on.search(3, 0);
        assertThat(on.results()).containsExactly("3:success");
    }

    @Test
    void theNextOperationHasTheGroupsOfNow() {
        bind();
        on.search(2, 0);
        Token before = token();
        Group staff = done(on.logons.book.addGroup(AccountName.of("staff")));
        done(on.logons.book.addMember(staff.sid(), on.logons.alice.sid()));
        on.session.accountsChanged();
        on.search(3, 0);
        assertThat(token().sids()).contains(staff.sid()).containsAll(before.sids());
        done(on.logons.book.remove(staff.sid()));
        on.session.accountsChanged();
        on.search(4, 0);
        assertThat(token()).isEqualTo(before);
        assertThat(on.wire.hungUp).isFalse();
    }

    @Test
    void whoIsNoAdministratorAnyMoreMayNotDoAsOne() {
        on.bind(1, 3, "root", "of all");
        on.judge();
        on.search(2, 0);
        assertThat(on.callers.getLast().view().asker().privileged()).isTrue();
        Group administrators = on.logons.book.groups().getFirst();
        done(on.logons.book.removeMember(
                administrators.sid(), administrators.members().iterator().next()));
        on.session.accountsChanged();
        on.search(3, 0);
        assertThat(on.callers.getLast().view().asker().privileged()).isFalse();
    }

    @Test
    void searchesEndAndChangesAreFinished() {
        bind();
        on.search(2, FakeStream.BARREN);
        on.add(3);
        disable();
        on.session.accountsChanged();
        assertThat(on.results()).containsExactly("2:strongerAuthRequired");
        assertThat(on.wire.hungUp).isFalse();
        assertThat(on.session.accepts()).isFalse();
        on.commit(3);
        List<LdapMessage> last = on.replies();
        assertThat(last).hasSize(2);
        assertThat(last.getFirst().messageId()).isEqualTo(3);
        assertToldToGo(last.getLast());
    }

    @Test
    void whatHasNotBegunNeverDoes() {
        bind();
        on.add(2);
        on.bind(3, 3, "", "");
        on.add(4);
        disable();
        on.session.accountsChanged();
        on.commit(2);
        on.turns();
        assertThat(on.begun).containsExactly(2);
        assertThat(on.results()).containsExactly("2:success", "0:strongerAuthRequired");
    }

    @Test
    void whoDoesNotReadIsClosedAllTheSame() {
        bind();
        on.search(2, FakeStream.BARREN);
        on.wire.writable = false;
        disable();
        assertToldToGo();
    }

    @Test
    void aBindIsWorthWhatTheAccountIsWhenItIsAnswered() {
        on.bind(1, 3, "alice", "wonder");
        on.passwords.removeFirst().run();
        // It was judged, and the session has not heard of it yet.
        disable();
        on.session.accountsChanged();
        on.wire.runTasks();
        assertThat(on.results()).containsExactly("1:invalidCredentials");
        on.search(2, 0);
        assertThat(on.callers.getLast().view().asker().owner()).isEqualTo(Harness.CLIENT.owner());
    }
}
