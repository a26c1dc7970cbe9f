package org.rollcall.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.codec.ResultWriter;
import org.rollcall.ldap.codec.Tags;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.Work;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.config.AccountSettings;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.fakes.FakeBrokenStream;
import org.rollcall.server.fakes.NtlmUser;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.limits.Networks;
import org.rollcall.server.limits.WriteRate;
import org.rollcall.server.logon.Identity;
import org.rollcall.server.logon.LogonPolicy;

/**
 * What a {@link Session} does with what it is given, around it only what a test made up. It is longer than other classes,
 * as the session is, and has a group of tests for each matter.
 */
class SessionTest {
    private static final Protection TLS =
            new Protection.Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), Optional.empty());

    private final Harness on = new Harness();

    private LdapMessage onlyReply() {
        List<LdapMessage> replies = on.replies();
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private static ProtocolException fault(String hex) {
        try {
            var decoded = new MessageDecoder(DecoderLimits.DEFAULT)
                    .decodeRequest(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
            throw new AssertionError("decoded: " + decoded);
        } catch (ProtocolException e) {
            return e;
        }
    }

    @Nested
    class Routines {
        private final RequestOctets request = request(7);

        private static RequestOctets request(int id) {
            ByteBuf octets = Unpooled.buffer();
            new MessageEncoder()
                    .encode(
                            new LdapMessage(id, new ExtendedRequest("1.2.3", Optional.empty()), List.of()),
                            octets,
                            TextEncoding.UTF_8);
            RequestOctets request = new RequestOctets();
            assertThat(request.read(octets, 0, octets.readableBytes())).isTrue();
            return request;
        }

        private boolean arrives() {
            on.routine = (octets, out) -> {
                ResultWriter.write(out, octets.messageId(), Tags.EXTENDED_RESPONSE, ResultCode.SUCCESS);
                return 0;
            };
            return on.session.answered(request);
        }

        @Test
        void isAnsweredAtOnceAndTold() {
            assertThat(arrives()).isTrue();
            assertThat(on.results()).containsExactly("7:success");
            assertThat(on.log).containsExactly("7 extended answered 0");
            assertThat(on.begun).isEmpty();
        }

        @Test
        void waitsForItsTurnWhileAnythingIsUnderWay() {
            on.search(1, 100_000);
            assertThat(arrives()).isFalse();
            on.abandon(2, 1);
            assertThat(arrives()).isTrue();
        }

        @Test
        void waitsWhileTheClientDoesNotRead() {
            on.wire.writable = false;
            assertThat(arrives()).isFalse();
        }

        @Test
        void leavesNothingBehindWhereItFailsAndIsTold() {
            on.routine = (octets, out) -> {
                out.writeInt(1);
                throw new IllegalStateException("broken");
            };
            assertThat(on.session.answered(request)).isFalse();
            assertThat(on.wire.octets()).isZero();
            assertThat(on.log).containsExactly("stumbled: broken");
        }

        @Test
        void isForeseenWhereItMayBeAnsweredAtOnce() {
            List<Integer> foreseen = new ArrayList<>();
            on.foreseen = foreseen::add;
            on.session.foresee(new RequestOctets[] {request, request}, 2);
            on.search(1, 100_000);
            on.session.foresee(new RequestOctets[] {request, request, request}, 3);
            assertThat(foreseen).containsExactly(2);
        }

        @Test
        void isNoWorseOffWhereForeseeingFails() {
            on.foreseen = count -> {
                throw new IllegalStateException("broken");
            };
            on.session.foresee(new RequestOctets[] {request, request}, 2);
            assertThat(on.log).containsExactly("stumbled: broken");
            on.log.clear();
            assertThat(arrives()).isTrue();
        }

        @Test
        void isLearnedFromWhatWasAnsweredTheOrdinaryWay() {
            on.search(1, 0);
            on.bind(2, 2, "", "");
            on.send(3, new ExtendedRequest("1.2.3", Optional.empty()));
            on.bind(4, 3, "", "");
            on.send(5, new ExtendedRequest("1.2.3", Optional.empty()));
            on.add(6);
            assertThat(on.learned).containsExactly(1, 5);
        }
    }

    @Nested
    class StartTls {
        private static final ExtendedRequest REQUEST = new ExtendedRequest(Oids.START_TLS, Optional.empty());

        StartTls() {
            on.wire.offersTls = true;
        }

        @Test
        void isAnsweredAndThenBegun() {
            on.send(1, REQUEST);
            ExtendedResponse reply = (ExtendedResponse) onlyReply().op();
            assertThat(reply.result().code()).isEqualTo(ResultCode.SUCCESS);
            assertThat(reply.oid()).contains(Oids.START_TLS);
            assertThat(on.wire.tlsStarted).isTrue();
            assertThat(on.log).containsExactly("1 start_tls success 0");
        }

        @Test
        void keepsTheClientsCertificate() {
            assertThat(on.session.protection()).isEqualTo(Protection.NONE);
            on.session.secured(TLS);
            assertThat(on.session.protection()).isEqualTo(TLS);
        }

        private void assertRefused(int id, String label) {
            assertThat(on.results()).containsExactly(id + ":" + label);
            assertThat(on.wire.tlsStarted).isFalse();
        }

        @Test
        void isRefusedWhereItIsNotOffered() {
            on.wire.offersTls = false;
            on.send(1, REQUEST);
            assertRefused(1, "protocolError");
        }

        @Test
        void isRefusedWhereItIsOnAlready() {
            on.session.secured(TLS);
            on.wire.offersTls = false;
            on.send(1, REQUEST);
            assertRefused(1, "operationsError");
        }

        @Test
        void isRefusedWhileOthersAreUnderWayAtOnce() {
            on.add(1);
            on.send(2, REQUEST);
            assertRefused(2, "operationsError");
            on.commit(1);
            on.send(3, REQUEST);
            assertThat(on.wire.tlsStarted).isTrue();
        }

        @Test
        void isRefusedWhileRepliesAreNotRead() {
            on.wire.writable = false;
            on.send(1, REQUEST);
            assertThat(on.replies()).isEmpty();
            on.wire.writable = true;
            on.session.turn(1_000_000);
            assertRefused(1, "operationsError");
        }

        @Test
        void isUnknownToVersion2() {
            on.bind(1, 2, "", "");
            on.replies();
            on.send(2, REQUEST);
            assertRefused(2, "protocolError");
        }

        @Test
        void hasNeitherValueNorControls() {
            on.send(1, new ExtendedRequest(Oids.START_TLS, Optional.of(OctetString.EMPTY)));
            assertRefused(1, "protocolError");
            on.send(2, REQUEST, new Control("1.2.3", true, Optional.empty()));
            assertRefused(2, "unavailableCriticalExtension");
        }

        @Test
        void endsTheSessionWhereSomethingFollowsInClearText() {
            on.wire.octetsWait = true;
            on.send(1, REQUEST);
            LdapMessage notice = onlyReply();
            assertThat(notice.messageId()).isZero();
            assertThat(on.wire.hungUp).isTrue();
            assertThat(on.wire.tlsStarted).isFalse();
        }
    }

    @Nested
    class Binds {
        @Test
        void beforeAnyBindTheSessionIsAnonymousVersion3() {
            on.search(1, 0);
            assertThat(on.callers.getFirst().version()).isEqualTo(ProtocolVersion.V3);
            assertThat(on.callers.getFirst().view().asker().owner()).isEqualTo(Harness.CLIENT.owner());
            assertThat(on.callers.getFirst().observed()).isEqualTo(Harness.CLIENT.observed());
        }

        @Test
        void version2WithoutPasswordIsAnonymousWhateverItsName() {
            on.bind(1, 2, "cn=jc@rome.gov", "");
            assertThat(on.results()).containsExactly("1:success");
            on.search(2, 0);
            assertThat(on.callers.getLast().version()).isEqualTo(ProtocolVersion.V2);
        }

        @Test
        void version3WithNeitherNameNorPasswordIsAnonymous() {
            on.bind(1, 3, "", "");
            assertThat(on.results()).containsExactly("1:success");
        }

        @Test
        void version3WithNameAndNoPasswordIsRefused() {
            on.bind(1, 3, "cn=someone", "");
            assertThat(on.results()).containsExactly("1:unwillingToPerform");
        }

        @Test
        void whoProvesAnAccountAsksAsThatAccount() {
            on.bind(1, 3, "cn=alice,ou=Members,o=Intranet", "wonder");
            assertThat(on.results()).isEmpty();
            on.judge();
            assertThat(on.results()).containsExactly("1:success");
            on.search(2, 0);
            assertThat(on.callers.getLast().view().asker().owner()).isInstanceOf(Owner.Principal.class);
            assertThat(on.log).contains("1 bind success 0");
            assertThat(on.judged).hasSize(1);
        }

        @Test
        void whoFailsIsNobodyAgain() {
            on.bind(1, 3, "alice", "wonder");
            on.judge();
            on.bind(2, 3, "alice", "wander");
            on.judge();
            assertThat(on.results()).containsExactly("1:success", "2:invalidCredentials");
            on.search(3, 0);
            assertThat(on.callers.getLast().view().asker().owner()).isEqualTo(Harness.CLIENT.owner());
        }

        @Test
        void whileABindIsJudgedNothingElseBegins() {
            on.bind(1, 3, "alice", "wonder");
            on.search(2, 1);
            on.add(3);
            on.bind(4, 3, "root", "of all");
            on.search(5, 1);
            on.turns();
            assertThat(on.begun).isEmpty();
            assertThat(on.results()).isEmpty();

            on.judge();
            on.turns();
            assertThat(on.begun).containsExactly(2, 3);
            assertThat(on.callers.getLast().view().asker().privileged()).isFalse();
            on.commit(3);
            on.turns();
            on.judge();
            on.turns();
            assertThat(on.begun).containsExactly(2, 3, 5);
            assertThat(on.callers.getLast().view().asker().privileged()).isTrue();
        }

        @Test
        void aBindThatIsJudgedIsNeitherAbandonedNorCanceled() {
            on.bind(1, 3, "alice", "wonder");
            on.abandon(2, 1);
            on.cancel(3, 1);
            on.judge();
            assertThat(on.results()).contains("1:success").doesNotContain("3:success");
        }

        @Test
        void aConnectionThatBreaksWhileItsBindIsJudgedLeavesNothing() {
            on.bind(1, 3, "alice", "wonder");
            on.session.disconnected();
            on.judge();
            assertThat(on.results()).isEmpty();
            assertThat(on.judged).isEmpty();
        }

        @Test
        void whoAmITellsTheAccount() {
            on.bind(1, 3, "ALICE", "wonder");
            on.judge();
            on.replies();
            on.send(2, new ExtendedRequest(Oids.WHO_AM_I, Optional.empty()));
            ExtendedResponse reply = (ExtendedResponse) onlyReply().op();
            assertThat(reply.value()).contains(OctetString.of("u:alice"));
        }

        @Test
        void encryptionMakesNobodyOfWhoWasSomebodyInClearText() {
            on.wire.offersTls = true;
            on.bind(1, 3, "alice", "wonder");
            on.judge();
            on.send(2, new ExtendedRequest(Oids.START_TLS, Optional.empty()));
            on.session.secured(TLS);
            on.search(3, 0);
            assertThat(on.callers.getLast().view().asker().owner()).isEqualTo(Harness.CLIENT.owner());
        }

        @Test
        void bindsChangesAndRefusalsAreAccountedFor() {
            on.bind(1, 3, "alice", "wander");
            on.judge();
            // Half of a logon is none.
            on.send(7, new BindRequest(3, OctetString.EMPTY, new BindRequest.Sasl("SCRAM-SHA-256", Optional.empty())));
            on.bind(2, 3, "alice", "wonder");
            on.judge();
            on.search(3, 0);
            on.turns();
            on.add(4);
            assertThat(on.deeds).hasSize(2);
            on.commit(4);
            String sid =
                    ((Identity.Proved) on.judged.getLast().identity()).sid().toString();
            Optional<Deed.Doer> alice = Optional.of(new Deed.Doer("alice", sid));
            assertThat(on.deeds)
                    .containsExactly(
                            new Deed.Bind(
                                    Harness.CLIENT.remote(),
                                    "simple",
                                    "alice",
                                    Optional.empty(),
                                    "invalidCredentials",
                                    "the password of alice is another"),
                            new Deed.Bind(Harness.CLIENT.remote(), "simple", "alice", alice, "success", ""),
                            new Deed.Operation(Harness.CLIENT.remote(), alice, "add", "cn=a,o=Intranet", "success"));
            on.service = message -> {
                throw new DirectoryException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no");
            };
            on.search(5, 0);
            assertThat(on.deeds.getLast())
                    .isEqualTo(new Deed.Operation(
                            Harness.CLIENT.remote(), alice, "search", "o=Intranet", "insufficientAccessRights"));
        }

        @Test
        void whereNobodyMayBeAnonymousOnlyTheRootDseIsRead() {
            Harness strict = new Harness(new LogonPolicy(
                    AnonymousAccess.NONE, Networks.parse(List.of()), AccountSettings.ClearText.LOOPBACK));
            strict.routine = (request, out) -> {
                throw new AssertionError("an anonymous request was answered");
            };
            strict.search(1, 1);
            strict.add(2);
            strict.bind(3, 3, "", "");
            assertThat(strict.results())
                    .containsExactly(
                            "1:strongerAuthRequired", "2:strongerAuthRequired", "3:inappropriateAuthentication");
            assertThat(strict.session.answered(Routines.request(4))).isFalse();
            strict.bind(5, 3, "alice", "wonder");
            strict.judge();
            strict.add(6);
            assertThat(strict.begun).containsExactly(6);
            strict.routine = (request, out) -> 0;
            strict.commit(6);
            assertThat(strict.session.answered(Routines.request(7))).isTrue();
        }

        @Test
        void whereTheAnonymousMayOnlyReadTheyDoNotWrite() {
            Harness reading = new Harness(new LogonPolicy(
                    AnonymousAccess.READ, Networks.parse(List.of()), AccountSettings.ClearText.LOOPBACK));
            reading.search(1, 0);
            reading.add(2);
            assertThat(reading.begun).containsExactly(1);
            assertThat(reading.results()).contains("2:insufficientAccessRights");
            assertThat(reading.callers.getLast().view().asker().owner()).isEqualTo(Owner.NOBODY);
        }

        @Test
        void otherVersionsAreProtocolErrors() {
            on.bind(1, 1, "", "");
            on.bind(2, 4, "", "");
            assertThat(on.results()).containsExactly("1:protocolError", "2:protocolError");
        }

        @Test
        void aMechanismThatThereIsNotIsRefused() {
            on.send(1, new BindRequest(3, OctetString.EMPTY, new BindRequest.Sasl("GSSAPI", Optional.empty())));
            on.send(2, new BindRequest(3, OctetString.EMPTY, new BindRequest.Sasl("", Optional.empty())));
            on.send(3, new BindRequest(3, OctetString.EMPTY, new BindRequest.Unknown(7)));
            assertThat(on.results())
                    .containsExactly(
                            "1:authMethodNotSupported", "2:authMethodNotSupported", "3:authMethodNotSupported");
        }

        @Test
        void sicilyIsAnsweredInItsOwnForm() {
            for (BindRequest.Sicily.Step step : BindRequest.Sicily.Step.values()) {
                on.send(1, new BindRequest(3, OctetString.of("NTLM"), new BindRequest.Sicily(step, OctetString.EMPTY)));
                BindResponse reply = (BindResponse) onlyReply().op();
                assertThat(reply.result().code())
                        .isEqualTo(
                                switch (step) {
                                    case DISCOVERY -> ResultCode.SUCCESS;
                                    case NEGOTIATE -> ResultCode.INAPPROPRIATE_AUTHENTICATION;
                                    case RESPONSE -> ResultCode.PROTOCOL_ERROR;
                                });
                // Where another answer has the matched name stand the credentials of this one.
                assertThat(reply.result().matchedDn())
                        .isEqualTo(step == BindRequest.Sicily.Step.DISCOVERY ? "NTLM" : "");
                assertThat(reply.serverSaslCredentials()).isEmpty();
            }
            // A step that leads on is no bind to account for.
            assertThat(on.deeds).hasSize(2);
        }

        private void logOnByNtlm(org.rollcall.access.ntlm.Protection protection) {
            NtlmUser user = new NtlmUser("alice", "wonder", protection, InstantSource.fixed(Instant.EPOCH));
            on.send(1, user.negotiate("NTLM"));
            BindResponse challenge = (BindResponse) onlyReply().op();
            on.send(
                    2,
                    NtlmUser.respond(
                            "NTLM",
                            user.answer(challenge.serverSaslCredentials().orElseThrow())));
        }

        @Test
        void aSecurityLayerBeginsBehindTheAnswerAndLasts() {
            logOnByNtlm(org.rollcall.access.ntlm.Protection.SEALED);
            assertThat(on.results()).containsExactly("2:success");
            assertThat(on.wire.layers).hasSize(1);
            on.search(3, 0);
            assertThat(on.callers.getLast().view().asker().owner()).isInstanceOf(Owner.Principal.class);
            assertThat(on.results()).containsExactly("3:success");

            on.wire.offersTls = true;
            on.send(4, new ExtendedRequest(Oids.START_TLS, Optional.empty()));
            on.bind(5, 3, "", "");
            assertThat(on.results()).containsExactly("4:operationsError", "5:unwillingToPerform");
            assertThat(on.wire.tlsStarted).isFalse();
            on.search(6, 0);
            assertThat(on.callers.getLast().view().asker().owner()).isEqualTo(Harness.CLIENT.owner());
        }

        @Test
        void whereNothingIsSignedThereIsNoLayerAndBindsGoOn() {
            logOnByNtlm(org.rollcall.access.ntlm.Protection.NONE);
            assertThat(on.results()).containsExactly("2:success");
            assertThat(on.wire.layers).isEmpty();
            on.bind(3, 3, "", "");
            assertThat(on.results()).containsExactly("3:success");
        }

        @Test
        void whatFollowsInClearTextBeforeALayerEndsTheConnection() {
            on.wire.octetsWait = true;
            logOnByNtlm(org.rollcall.access.ntlm.Protection.SIGNED);
            assertThat(onlyReply().messageId()).isZero();
            assertThat(on.wire.hungUp).isTrue();
            assertThat(on.wire.layers).isEmpty();
        }

        @Test
        void aCriticalControlOnABindIsRefused() {
            on.send(
                    1,
                    new BindRequest(3, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY)),
                    new Control("1.2.3", true, Optional.empty()));
            assertThat(on.results()).containsExactly("1:unavailableCriticalExtension");
        }

        @Test
        void aBindWaitsForWhatIsUnderWayAndHoldsWhatComesAfter() {
            on.add(1);
            on.bind(2, 2, "", "");
            on.search(3, 1);
            assertThat(on.results()).isEmpty();
            on.commit(1);
            on.turns();
            assertThat(on.results()).containsExactly("1:success", "2:success", "3:success");
            assertThat(on.callers.getLast().version()).isEqualTo(ProtocolVersion.V2);
        }
    }

    @Nested
    class WhoAmI {
        private static final String OID = "1.3.6.1.4.1.4203.1.11.3";

        @Test
        void anonymousIsEmptyButThere() {
            on.send(1, new ExtendedRequest(OID, Optional.empty()));
            ExtendedResponse reply = (ExtendedResponse) onlyReply().op();
            assertThat(reply.result().isSuccess()).isTrue();
            assertThat(reply.oid()).isEmpty();
            assertThat(reply.value()).contains(OctetString.EMPTY);
        }

        @Test
        void aValueIsAProtocolError() {
            on.send(1, new ExtendedRequest(OID, Optional.of(OctetString.of("x"))));
            assertThat(on.results()).containsExactly("1:protocolError");
        }

        @Test
        void version2HasNoExtendedOperations() {
            on.bind(1, 2, "", "");
            on.send(2, new ExtendedRequest(OID, Optional.empty()));
            on.cancel(3, 9);
            assertThat(on.results()).containsExactly("1:success", "2:protocolError", "3:protocolError");
        }
    }

    @Nested
    class Order {
        @Test
        void searchesThatFitIntoASliceAreAnsweredAtOnce() {
            on.search(1, 100);
            assertThat(on.results()).containsExactly("1:success");
            assertThat(on.session.busy()).isFalse();
            assertThat(on.log).containsExactly("1 search success 100");
        }

        @Test
        void aLongSearchGivesWayAfterAThousandCandidates() {
            on.search(1, 5_000);
            assertThat(on.streams.get(1).looked()).isEqualTo(1_000);
            assertThat(on.wire.turnRequested).isTrue();
            on.turns();
            assertThat(on.log).containsExactly("1 search success 5000");
        }

        @Test
        void aSlowSearchGivesWayWhenItsTimeIsUp() {
            on.tick = Session.SLICE_NANOS;
            on.search(1, 5_000);
            assertThat(on.streams.get(1).looked()).isEqualTo(Session.STEP_CANDIDATES);
        }

        @Test
        void searchesOfOneConnectionTakeTurns() {
            on.search(1, 10_000);
            on.search(2, 10_000);
            on.tick = Session.SLICE_NANOS;
            on.turn(4 * Session.SLICE_NANOS);
            assertThat(on.streams.get(1).looked()).isEqualTo(on.streams.get(2).looked());
        }

        @Test
        void requestsStartInOrderWhileAnEarlierOneIsCommitted() {
            on.add(1);
            on.add(2);
            on.search(3, 1);
            on.commit(2);
            on.commit(1);
            assertThat(on.begun).containsExactly(1, 2, 3);
            assertThat(on.results()).containsExactly("3:success", "2:success", "1:success");
        }

        @Test
        void aCommitThatIsDoneAlreadyIsAnsweredAtOnce() {
            on.service = message -> {
                CompletableFuture<Work.Answer> done = new CompletableFuture<>();
                done.complete(new Work.Answer(new AddResponse(LdapResult.SUCCESS)));
                return new Work.Pending(done);
            };
            on.add(1);
            assertThat(on.results()).containsExactly("1:success");
            assertThat(on.session.busy()).isFalse();
        }

        @Test
        void aSecondUseOfAnIdUnderWayEndsTheSession() {
            on.add(1);
            on.search(1, 1);
            LdapMessage notice = onlyReply();
            assertThat(notice.messageId()).isZero();
            ExtendedResponse said = (ExtendedResponse) notice.op();
            assertThat(said.oid()).contains(ExtendedResponse.NOTICE_OF_DISCONNECTION);
            assertThat(said.result().code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
            assertThat(on.wire.hungUp).isTrue();
            on.commit(1);
            assertThat(on.replies()).isEmpty();
        }

        @Test
        void anIdMayBeUsedAgainOnceItsResultIsWritten() {
            on.search(1, 1);
            on.search(1, 1);
            assertThat(on.results()).containsExactly("1:success", "1:success");
        }
    }

    @Nested
    class BackPressure {
        @Test
        void aSearchStandsStillWhileNobodyReads() {
            on.search(1, 50_000);
            on.wire.writable = false;
            int before = on.streams.get(1).looked();
            assertThat(on.turn(1_000_000_000)).isFalse();
            assertThat(on.streams.get(1).looked()).isEqualTo(before);
            on.wire.writable = true;
            on.wire.turnRequested = true;
            on.turns();
            assertThat(on.log).containsExactly("1 search success 50000");
        }

        @Test
        void requestsWaitWhileNobodyReadsAndThenStartInOrder() {
            on.wire.writable = false;
            on.search(1, 1);
            on.search(2, 1);
            assertThat(on.begun).isEmpty();
            on.wire.writable = true;
            on.wire.turnRequested = true;
            on.turns();
            assertThat(on.results()).containsExactly("1:success", "2:success");
        }

        @Test
        void moreThanTheLimitOfOutstandingRequestsIsNotTaken() {
            for (int id = 1; id <= 8; id++) {
                assertThat(on.session.accepts()).isTrue();
                on.add(id);
            }
            assertThat(on.session.accepts()).isFalse();
            on.commit(3);
            assertThat(on.session.accepts()).isTrue();
        }

        @Test
        void whoHasSaidWhoHeIsMaySendLargerMessages() {
            assertThat(on.session.maxMessageOctets()).isEqualTo(1_000);
            on.bind(1, 3, "alice", "wonder");
            on.judge();
            assertThat(on.session.maxMessageOctets()).isEqualTo(100_000);
            on.bind(2, 3, "", "");
            assertThat(on.session.maxMessageOctets()).isEqualTo(1_000);
        }

        @Test
        void moreOctetsOfRequestsThanALargestMessageAreNotHeld() {
            Harness large = new Harness(new SessionLimits(1_000, 500, 500, Duration.ZERO), WriteRate.UNLIMITED);
            for (int id = 1; id <= 5; id++) {
                assertThat(large.session.accepts()).isTrue();
                large.add(id);
            }
            assertThat(large.session.accepts()).isFalse();
        }

        @Test
        void whatCannotBeDecodedCountsAsOutstandingToo() {
            on.wire.writable = false;
            for (int id = 1; id <= 8; id++) {
                on.session.malformed(fault("300c02010" + id + "6007020200ff04008000"));
            }
            assertThat(on.wire.octets()).isZero();
            assertThat(on.session.accepts()).isFalse();
            on.wire.writable = true;
            on.wire.turnRequested = true;
            on.turns();
            assertThat(on.results()).hasSize(8).allMatch(result -> result.endsWith(":protocolError"));
        }

        @Test
        void answersToCancelWaitForRoom() {
            on.wire.writable = false;
            on.cancel(1, 99);
            assertThat(on.wire.octets()).isZero();
            on.wire.writable = true;
            on.wire.turnRequested = true;
            on.turns();
            assertThat(on.results()).containsExactly("1:noSuchOperation");
        }
    }

    @Nested
    class Stopping {
        @Test
        void anAbandonedSearchSaysNothingMore() {
            on.search(1, 10_000);
            int looked = on.streams.get(1).looked();
            on.replies();
            on.abandon(2, 1);
            on.turns();
            assertThat(on.replies()).isEmpty();
            assertThat(on.streams.get(1).looked()).isEqualTo(looked);
            assertThat(on.session.busy()).isFalse();
        }

        @Test
        void abandonActsWhileNobodyReads() {
            on.search(1, 10_000);
            on.wire.writable = false;
            on.abandon(2, 1);
            assertThat(on.session.busy()).isFalse();
        }

        @Test
        void aRequestThatWaitsIsAbandonedBeforeItBegins() {
            on.wire.writable = false;
            on.add(1);
            on.abandon(2, 1);
            on.wire.writable = true;
            on.turn(1_000);
            assertThat(on.begun).isEmpty();
        }

        @Test
        void aCommitCannotBeAbandoned() {
            on.add(1);
            on.abandon(2, 1);
            on.commit(1);
            assertThat(on.results()).containsExactly("1:success");
        }

        @Test
        void abandoningWhatIsNotThereIsIgnored() {
            on.abandon(2, 1);
            assertThat(on.replies()).isEmpty();
            assertThat(on.wire.hungUp).isFalse();
        }

        @Test
        void aCanceledSearchFailsAndTheCancelSucceeds() {
            on.search(1, 10_000);
            on.cancel(2, 1);
            on.turns();
            assertThat(on.results()).containsExactly("1:canceled", "2:success");
            assertThat(on.session.busy()).isFalse();
        }

        @Test
        void aRequestThatWaitsIsCanceledBeforeItBegins() {
            on.add(1);
            on.bind(2, 3, "", "");
            on.search(3, 1);
            on.cancel(4, 3);
            assertThat(on.results()).containsExactly("3:canceled", "4:success");
            assertThat(on.begun).containsExactly(1);
        }

        @Test
        void aCommitIsTooLateToCancel() {
            on.add(1);
            on.cancel(2, 1);
            on.commit(1);
            assertThat(on.results()).containsExactly("2:tooLate", "1:success");
        }

        @Test
        void aBindCannotBeCanceled() {
            on.add(1);
            on.bind(2, 3, "", "");
            on.cancel(3, 2);
            assertThat(on.results()).containsExactly("3:cannotCancel");
        }

        @Test
        void cancelingWhatIsNotThereIsNoSuchOperation() {
            on.cancel(2, 1);
            assertThat(on.results()).containsExactly("2:noSuchOperation");
        }

        @Test
        void aCancelWithoutAReadableValueIsAProtocolError() {
            on.send(1, new ExtendedRequest("1.3.6.1.1.8", Optional.empty()));
            on.send(2, new ExtendedRequest("1.3.6.1.1.8", Optional.of(OctetString.of("junk"))));
            assertThat(on.results()).containsExactly("1:protocolError", "2:protocolError");
        }

        @Test
        void unbindStopsEverythingAtOnce() {
            on.search(1, 10_000);
            on.add(2);
            on.replies();
            on.send(3, new UnbindRequest());
            on.commit(2);
            on.turns();
            assertThat(on.replies()).isEmpty();
            assertThat(on.wire.hungUp).isTrue();
            assertThat(on.wire.unexpected).isFalse();
        }

        @Test
        void aLostConnectionStopsEverything() {
            on.search(1, 10_000);
            int looked = on.streams.get(1).looked();
            on.session.disconnected();
            on.turns();
            assertThat(on.streams.get(1).looked()).isEqualTo(looked);
        }
    }

    @Nested
    class Refusals {
        @Test
        void writesBeyondTheRateAreBusy() {
            Harness slow = new Harness(new SessionLimits(8, 10_000, 10_000, Duration.ZERO), new WriteRate(1, 2, 1, 3));
            slow.add(1);
            slow.add(2);
            slow.add(3);
            slow.send(4, new DeleteRequest(OctetString.of("cn=a")));
            assertThat(slow.results()).containsExactly("3:busy", "4:busy");
            assertThat(slow.limited).containsExactly(Limit.WRITE_RATE, Limit.WRITE_RATE);
            slow.search(5, 1);
            assertThat(slow.results()).containsExactly("5:success");
        }

        @Test
        void writesOfAnAccountCountForTheAccount() {
            Harness slow = new Harness(new SessionLimits(8, 10_000, 10_000, Duration.ZERO), new WriteRate(1, 1, 1, 2));
            slow.bind(1, 3, "alice", "wonder");
            slow.judge();
            slow.add(2);
            slow.add(3);
            slow.add(4);
            assertThat(slow.results()).containsExactly("1:success", "4:busy");
            assertThat(slow.limited).containsExactly(Limit.ACCOUNT_WRITE_RATE);
        }

        @Test
        void aSearchThatWorksTooLongIsCutShort() {
            Harness slow = new Harness(new SessionLimits(8, 10_000, 10_000, Duration.ofMillis(1)), WriteRate.UNLIMITED);
            slow.tick = 50_000;
            slow.search(1, 100_000);
            slow.wire.writable = false;
            slow.now += Duration.ofMinutes(1).toNanos();
            assertThat(slow.turn(1_000_000)).isFalse();
            assertThat(slow.limited).isEmpty();
            slow.wire.writable = true;
            slow.wire.turnRequested = true;
            slow.turns();
            assertThat(slow.results()).containsExactly("1:timeLimitExceeded");
            assertThat(slow.limited).containsExactly(Limit.SEARCH_TIME);
            assertThat(slow.session.busy()).isFalse();
        }

        @Test
        void aFaultOfOursIsToldAsOtherAndTheSessionGoesOn() {
            on.service = message -> {
                throw new IllegalStateException("broken");
            };
            on.search(1, 1);
            on.add(2);
            assertThat(on.results()).containsExactly("1:other", "2:other");
            assertThat(on.failures).hasSize(2);
            assertThat(on.wire.hungUp).isFalse();
        }

        @Test
        void aFailedCommitIsAnsweredInTheFormOfItsRequest() {
            on.add(1);
            on.add(2);
            on.commits.get(1).completeExceptionally(new IllegalStateException("disk full"));
            on.commits.get(2).completeExceptionally(new DirectoryException(ResultCode.ENTRY_ALREADY_EXISTS, "there"));
            on.wire.runTasks();
            assertThat(on.results()).containsExactly("1:other", "2:entryAlreadyExists");
            assertThat(on.failures).hasSize(1);
        }

        @Test
        void aSearchThatBreaksEndsWithAResult() {
            on.service = message -> new Work.Streaming(new FakeBrokenStream(message.messageId()));
            on.search(1, 1);
            assertThat(on.results()).containsExactly("1:other");
            assertThat(on.session.busy()).isFalse();
        }

        @Test
        void aBadOperationInASoundEnvelopeIsAnsweredAndTheSessionGoesOn() {
            on.session.malformed(fault("300c0201056007020200ff04008000"));
            assertThat(on.results()).containsExactly("5:protocolError");
            on.search(6, 1);
            assertThat(on.results()).containsExactly("6:success");
        }

        @Test
        void whatIsNoMessageEndsTheSessionWithNotice() {
            on.session.malformed(fault("0400"));
            LdapMessage notice = onlyReply();
            assertThat(notice.messageId()).isZero();
            assertThat(((ExtendedResponse) notice.op()).result().code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
            assertThat(on.wire.hungUp).isTrue();
            assertThat(on.session.accepts()).isFalse();
        }

        @Test
        void version2GetsNoNotice() {
            on.bind(1, 2, "", "");
            on.replies();
            on.session.malformed(fault("0400"));
            assertThat(on.replies()).isEmpty();
            assertThat(on.wire.hungUp).isTrue();
        }
    }

    @Nested
    class Goodbye {
        @Test
        void anIdleSessionGetsItsNoticeAtOnce() {
            on.session.drain();
            LdapMessage notice = onlyReply();
            assertThat(notice.messageId()).isZero();
            ExtendedResponse said = (ExtendedResponse) notice.op();
            assertThat(said.oid()).contains(ExtendedResponse.NOTICE_OF_DISCONNECTION);
            assertThat(said.result().code()).isEqualTo(ResultCode.UNAVAILABLE);
            assertThat(on.wire.hungUp).isTrue();
        }

        @Test
        void workUnderWayIsFinishedFirst() {
            on.search(1, 5_000);
            on.add(2);
            on.bind(3, 3, "", "");
            on.session.drain();
            assertThat(on.session.accepts()).isFalse();
            on.turns();
            assertThat(on.wire.hungUp).isFalse();
            on.commit(2);
            on.turns();
            List<LdapMessage> replies = on.replies();
            assertThat(replies.stream().filter(reply -> reply.op() instanceof SearchResultEntry))
                    .hasSize(5_000);
            assertThat(replies.stream().filter(reply -> reply.op() instanceof SearchResultDone))
                    .hasSize(1);
            assertThat(replies.getLast().messageId()).isZero();
            assertThat(replies.get(replies.size() - 2).op()).isInstanceOf(BindResponse.class);
            assertThat(on.wire.hungUp).isTrue();
        }

        @Test
        void version2IsClosedWithoutAWord() {
            on.bind(1, 2, "", "");
            on.replies();
            on.session.drain();
            assertThat(on.replies()).isEmpty();
            assertThat(on.wire.hungUp).isTrue();
        }
    }
}
