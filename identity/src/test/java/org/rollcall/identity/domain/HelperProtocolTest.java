package org.rollcall.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.identity.domain.ResponseJudge.Verdict;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.ldap.message.ResultCode;

/** What a helper writes, and what it should not. */
class HelperProtocolTest {
    private static final String KEY = "000102030405060708090A0b0c0d0e0f";

    private static List<List<String>> replies(String text) throws HelperProtocolException {
        ReplyLines lines = new ReplyLines();
        List<List<String>> replies = new ArrayList<>();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            lines.take(octet).ifPresent(replies::add);
        }
        return replies;
    }

    private static Verdict verdict(String text) throws HelperProtocolException {
        return HelperProtocol.verdict(replies(text).getFirst());
    }

    private static Refused refusal(String reason) throws HelperProtocolException {
        return ((Verdict.Wrong) verdict("Authenticated: No\nAuthentication-Error: " + reason + "\n.\n.\n")).refusal();
    }

    @Test
    void yesComesWithTheKey() throws Exception {
        assertThat(verdict("Authenticated: Yes\nUser-Session-Key: " + KEY + "\n.\n"))
                .isInstanceOfSatisfying(
                        Verdict.Right.class,
                        right -> assertThat(right.sessionBaseKey().toByteArray())
                                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
        assertThat(verdict("User-Session-Key: " + KEY + "\r\nOther: thing\r\nAuthenticated: Yes\r\n.\r\n"))
                .isInstanceOf(Verdict.Right.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The specified account does not exist.",
                "The referenced account is currently disabled and cannot be logged on to.",
                "something that nobody has ever read"
            })
    void noIsWrongCredentialsAndTheReasonTheOperators(String reason) throws Exception {
        Refused refused = refusal(reason);

        assertThat(refused.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(refused.text()).isEqualTo(Refused.credentials("").text());
        assertThat(refused.reason()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Reading winbind reply failed!",
                "No logon servers are currently available to service the logon request.",
                "The trust relationship between this workstation and the primary domain failed."
            })
    void whereNobodyCouldBeAskedItIsUnavailable(String reason) throws Exception {
        assertThat(refusal(reason).code()).isEqualTo(ResultCode.UNAVAILABLE);
    }

    @Test
    void aReasonForTheLogIsShortAndOnOneLine() throws Exception {
        assertThat(refusal("\u0007\u001b[2J" + "x".repeat(900)).reason())
                .hasSizeLessThan(250)
                .matches("[^\\p{Cntrl}]*");
    }

    @Test
    void aSecondDotIsNoReply() throws Exception {
        assertThat(replies("Authenticated: No\n.\n.\n.\nAuthenticated: No\n.\n"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n.\n",
                "\n.\n",
                ": Yes\n.\n",
                "Authenticated:Yes\n.\n",
                "Authenticated: yes\n.\n",
                "Authenticated: Yes\n.\n",
                "Authenticated: Yes\nUser-Session-Key: 00\n.\n",
                "Authenticated: Yes\nUser-Session-Key: " + KEY + "00\n.\n",
                "Authenticated: Yes\nUser-Session-Key: g" + KEY + "\n.\n",
                "Authenticated: Yes\nUser-Session-Key: z0000000000000000000000000000000\n.\n",
                "Authenticated: No\nAuthenticated: Yes\nUser-Session-Key: " + KEY + "\n.\n",
                "User-Session-Key: " + KEY + "\n.\n",
                "Error: hex decode failed!\n.\n",
                "Authenticated: Yes\nUser-Session-Key: " + KEY + "\nError: but\n.\n"
            })
    void nonsenseIsNoReplyAndItsKeysAreNotTold(String text) {
        assertThatThrownBy(() -> verdict(text))
                .isInstanceOf(HelperProtocolException.class)
                .message()
                .doesNotContain("00000000")
                .doesNotContain("0405");
    }

    @Test
    void linesAndTheirNumberAreBounded() throws Exception {
        String longest = "k: " + "v".repeat(ReplyLines.MAX_LINE_OCTETS - 3) + "\n";
        assertThat(replies(longest + ".\n")).hasSize(1);
        assertThatThrownBy(() -> replies("v" + longest)).isInstanceOf(HelperProtocolException.class);
        assertThat(replies("k: v\n".repeat(ReplyLines.MAX_LINES) + ".\n")).hasSize(1);
        assertThatThrownBy(() -> replies("k: v\n".repeat(ReplyLines.MAX_LINES + 1)))
                .isInstanceOf(HelperProtocolException.class);
    }

    @Test
    void onlyDotsAreNothing() throws Exception {
        ReplyLines lines = new ReplyLines();
        assertThat(lines.isEmpty()).isTrue();
        assertThat(lines.take((byte) '.')).isEmpty();
        assertThat(lines.isEmpty()).isTrue();
        assertThat(lines.take((byte) 'x')).isEmpty();
        assertThat(lines.isEmpty()).isFalse();
    }

    @Property
    void whateverComesIsAReplyOrNone(@ForAll List<String> lines) {
        try {
            assertThat(HelperProtocol.verdict(lines)).isNotNull();
        } catch (HelperProtocolException e) {
            assertThat(e).hasMessageNotContainingAny("\n", "\r");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"525", "52e", "530", "531", "532", "533", "568", "701", "773", "775"})
    void activeDirectorysErrorsHaveWords(String data) {
        String said =
                "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " + data + ", v1db1";

        assertThat(BindDiagnostics.reason(said)).contains(data).doesNotContain("of its own");
    }

    @Test
    void otherDiagnosticsAreNotRepeated() {
        assertThat(BindDiagnostics.reason("")).isEqualTo("the domain refuses the name or the password");
        assertThat(BindDiagnostics.reason("x\ny data zz, v1")).isEqualTo("the domain refuses the name or the password");
        assertThat(BindDiagnostics.reason("data DEAD, v1")).contains("of its own", "dead");
    }
}
