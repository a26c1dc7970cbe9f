package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlRequest.NewPassword;
import org.rollcall.server.control.ControlRequest.OfAccounts;

class AccountsCodecTest {
    private static final AccountName ANN = AccountName.of("Ann \u00c4\ud83d\ude00'{}");
    private static final AccountName STAFF = AccountName.of("staff");
    private static final Sid SID = Sid.of(5, 21, 4294967295L, 2, 3, 1000);
    private static final String PASSWORD = "p\u00e4ss \"w\\ord\ud83d\ude00";

    private static NewPassword password(boolean keepsNtHash) throws Exception {
        return new NewPassword(Password.of(PASSWORD.toCharArray()), keepsNtHash);
    }

    private static ControlRequest sent(ControlRequest request) throws Exception {
        byte[] line = ControlCodec.encode(request);
        assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n");
        return ControlCodec.decodeRequest(line);
    }

    @Test
    void requestsAreReadAsTheyWereWritten() throws Exception {
        for (ControlRequest each : List.of(
                new OfAccounts.Find(ANN),
                new OfAccounts.ListAccounts(),
                new OfAccounts.ListGroups(),
                new OfAccounts.ListMembers(STAFF),
                new OfAccounts.AddAccount(ANN, Optional.empty(), false),
                new OfAccounts.AddAccount(ANN, Optional.empty(), true),
                new OfAccounts.RemovePassword(ANN),
                new OfAccounts.EnableAccount(ANN, true),
                new OfAccounts.EnableAccount(ANN, false),
                new OfAccounts.RemoveAccount(ANN),
                new OfAccounts.AddGroup(STAFF),
                new OfAccounts.RemoveGroup(STAFF),
                new OfAccounts.Join(STAFF, List.of("Ann", SID.toString())),
                new OfAccounts.Leave(STAFF, List.of("Ann")))) {
            assertThat(sent(each)).isEqualTo(each).hasToString(each.toString());
        }
    }

    @Test
    void passwordsAreReadAsTheyWereTyped() throws Exception {
        OfAccounts.SetPassword set = (OfAccounts.SetPassword) sent(new OfAccounts.SetPassword(ANN, password(true)));
        assertThat(set.name()).hasToString(ANN.toString());
        assertThat(set.password().keepsNtHash()).isTrue();
        assertThat(set.password().password().<String>ofTyped(String::new)).isEqualTo(PASSWORD);

        OfAccounts.AddAccount add =
                (OfAccounts.AddAccount) sent(new OfAccounts.AddAccount(ANN, Optional.of(password(false)), true));
        assertThat(add.administrator()).isTrue();
        assertThat(add.password().orElseThrow().keepsNtHash()).isFalse();
        assertThat(add.password().orElseThrow().password().<String>ofTyped(String::new))
                .isEqualTo(PASSWORD);
    }

    @Test
    void noTextOfARequestTellsThePassword() throws Exception {
        for (ControlRequest each : List.of(
                new OfAccounts.SetPassword(ANN, password(true)),
                new OfAccounts.AddAccount(ANN, Optional.of(password(false)), true))) {
            assertThat(each.toString()).contains("a password").doesNotContain("ss \"");
            assertThat(sent(each).toString()).contains("a password").doesNotContain("ss \"");
        }
    }

    @Test
    void resultsAreReadAsTheyWereWritten() throws Exception {
        AccountState ann = new AccountState(
                ANN,
                SID,
                true,
                AccountState.Kept.HASHES_AND_NT_HASH,
                Instant.parse("2026-11-21T10:30:00.123Z"),
                List.of(STAFF, AccountName.of("more")));
        AccountState bob = new AccountState(
                AccountName.of("bob"), SID, false, AccountState.Kept.NOTHING, Instant.EPOCH, List.of());
        GroupState staff = new GroupState(STAFF, SID, 2, true);
        PrincipalName named = new PrincipalName(PrincipalName.Kind.GROUP, SID, Optional.of(STAFF));
        PrincipalName unknown = new PrincipalName(PrincipalName.Kind.ELSEWHERE, SID, Optional.empty());

        isReadBack(new OfAccounts.Find(ANN), new ControlResult.Found(Optional.empty()));
        isReadBack(new OfAccounts.Find(ANN), new ControlResult.Found(Optional.of(named)));
        isReadBack(new OfAccounts.ListAccounts(), new ControlResult.Accounts(List.of(ann, bob)));
        isReadBack(new OfAccounts.ListAccounts(), new ControlResult.Accounts(List.of()));
        isReadBack(new OfAccounts.ListGroups(), new ControlResult.Groups(List.of(staff)));
        isReadBack(new OfAccounts.ListMembers(STAFF), new ControlResult.Members(staff, List.of(named, unknown)));
        for (OfAccounts request : List.of(
                new OfAccounts.AddAccount(ANN, Optional.empty(), false),
                new OfAccounts.SetPassword(ANN, password(false)),
                new OfAccounts.RemovePassword(ANN),
                new OfAccounts.EnableAccount(ANN, true),
                new OfAccounts.RemoveAccount(ANN))) {
            isReadBack(request, new ControlResult.Account(ann));
        }
        for (OfAccounts request : List.of(
                new OfAccounts.AddGroup(STAFF),
                new OfAccounts.RemoveGroup(STAFF),
                new OfAccounts.Join(STAFF, List.of("Ann")),
                new OfAccounts.Leave(STAFF, List.of("Ann")))) {
            isReadBack(request, new ControlResult.Group(staff));
        }
    }

    private static void isReadBack(ControlRequest request, ControlResult result) throws Exception {
        Line answer = new Line.Result(result);
        assertThat(ControlCodec.decodeAnswer(request, ControlCodec.encode(answer)))
                .isEqualTo(answer)
                .hasToString(answer.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'request':'add-account'",
                "'request':'add-account','name':'ann'",
                "'request':'add-account','name':'','administrator':false",
                "'request':'add-account','name':'a/b','administrator':false",
                "'request':'add-account','name':'ann','administrator':1",
                "'request':'add-account','name':'ann','administrator':false,'password':'hunter2'",
                "'request':'add-account','name':'ann','administrator':false,'password':['hunter2'],'ntHash':true",
                "'request':'add-account','name':'ann','administrator':false,'password':'','ntHash':true",
                "'request':'add-account','name':'ann','administrator':false,'ntHash':true",
                "'request':'set-password','name':'ann'",
                "'request':'set-password','name':'ann','password':'hunter2\\u0007','ntHash':true",
                "'request':'set-password','name':'ann','password':'hunter2','ntHash':'no'",
                "'request':'set-password','name':'ann','password':'hunter2','ntHash':true,'more':1",
                "'request':'enable-account','name':'ann'",
                "'request':'join','group':'staff','members':'ann'",
                "'request':'join','group':'staff','members':[1]",
                "'request':'list-members'",
                "'request':'list-accounts','password':'hunter2'",
            })
    void whatIsNoRequestIsRefusedWithoutAWordOfThePassword(String members) {
        byte[] line = ("{'version':1," + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ControlCodec.decodeRequest(line))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_UNDERSTOOD))
                .hasMessageStartingWith("not understood: ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anOverlongPasswordIsRefused() {
        byte[] line = ("{\"version\":1,\"request\":\"set-password\",\"name\":\"ann\",\"ntHash\":false,\"password\":\""
                        + "x".repeat(Password.MAX_OCTETS + 1) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ControlCodec.decodeRequest(line))
                .hasMessageContaining("more than 1024 octets")
                .hasMessageNotContaining("xx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'ann'}",
                "{'name':'a/b','sid':'S-1-5-21','enabled':true,'password':'hashes','changed':'1970-01-01T00:00:00Z',"
                        + "'groups':[]}",
                "{'name':'ann','sid':'1-5-21','enabled':true,'password':'hashes','changed':'1970-01-01T00:00:00Z',"
                        + "'groups':[]}",
                "{'name':'ann','sid':'S-1-5-21','enabled':true,'password':'plain','changed':'1970-01-01T00:00:00Z',"
                        + "'groups':[]}",
                "{'name':'ann','sid':'S-1-5-21','enabled':true,'password':'hashes','changed':'now','groups':[]}",
                "{'name':'ann','sid':'S-1-5-21','enabled':true,'password':'hashes','changed':'1970-01-01T00:00:00Z',"
                        + "'groups':['a/b']}",
            })
    void anAnswerThatIsNoneIsToldSo(String result) {
        byte[] line = ("{'result':" + result + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ControlCodec.decodeAnswer(new OfAccounts.RemoveAccount(ANN), line))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_UNDERSTOOD));
    }
}
