package org.rollcall.identity.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.identity.password.ScramVerifier;
import org.rollcall.identity.sasl.ScramException.ServerError;
import org.rollcall.identity.text.Utf8;
import org.rollcall.ldap.OctetString;

/**
 * SCRAM-SHA-256, and SCRAM-SHA-256-PLUS, which proves on top of the password that both ends see the same TLS channel
 * (RFC 5802, RFC 7677). A name that nobody has gets a challenge like any other and fails where a wrong password does.
 */
final class ScramExchange implements SaslExchange {
    private static final String BINDING_TYPE = "tls-server-end-point";
    private static final int NONCE_OCTETS = 18;

    private final ScramParty party;
    private final boolean plus;
    private final Optional<OctetString> endPoint;

    private State state = new AwaitsFirst();

    private sealed interface State {}

    private record AwaitsFirst() implements State {}

    /** @param account empty where nobody has the name, or no password */
    private record AwaitsFinal(
            ClientFirst first, String serverFirst, String nonce, ScramVerifier verifier, Optional<Account> account)
            implements State {}

    private record Over() implements State {}

    /**
     * One exchange.
     *
     * @param plus whether the client asked for the mechanism with channel binding
     * @param endPoint the channel's binding value (RFC 5929 §4); empty where there is none, as without TLS
     */
    ScramExchange(ScramParty party, boolean plus, Optional<OctetString> endPoint) {
        this.party = party;
        this.plus = plus;
        this.endPoint = endPoint;
    }

    @Override
    public CompletionStage<SaslStep> step(byte[] response) {
        SaslStep step;
        try {
            step = judge(response);
        } catch (ScramException e) {
            step = e.toFailure();
        }
        if (!(step instanceof SaslStep.Challenge)) {
            state = new Over();
        }
        return CompletableFuture.completedFuture(step);
    }

    private SaslStep judge(byte[] response) throws ScramException {
        if (response.length > MAX_RESPONSE_OCTETS) {
            throw ScramException.malformed("a response of more than " + MAX_RESPONSE_OCTETS + " octets");
        }
        String message =
                Utf8.decode(response).orElseThrow(() -> ScramException.malformed("a response that is not UTF-8"));
        return switch (state) {
            case AwaitsFirst ignored -> challenge(ClientFirst.parse(message));
            case AwaitsFinal pending -> conclude(pending, ClientFinal.parse(message));
            case Over ignored -> throw ScramException.malformed("the exchange is over");
        };
    }

    private SaslStep challenge(ClientFirst first) throws ScramException {
        checkBindingFlag(first.bindingFlag());
        Optional<AccountName> name = party.logons().name(first.name());
        if (!AuthorizationIdentity.isSame(party.logons(), first.authzid(), name)) {
            throw new ScramException(ServerError.OTHER, "another's identity was asked for");
        }
        Optional<Account> account = name.flatMap(party.logons()::account)
                .filter(known -> known.secrets().isPresent());
        ScramVerifier verifier = account.flatMap(Account::secrets)
                .map(PasswordSecrets::scram)
                .orElseGet(() -> party.verifiersOfNobody()
                        .apply(name.map(AccountName::key).orElse(first.name())));
        byte[] octets = new byte[NONCE_OCTETS];
        party.random().nextBytes(octets);
        String nonce = first.nonce() + ScramSyntax.base64(octets);
        String serverFirst = "r=" + nonce + ",s="
                + ScramSyntax.base64(verifier.salt().toByteArray()) + ",i=" + verifier.iterations();
        state = new AwaitsFinal(first, serverFirst, nonce, verifier, account);
        return new SaslStep.Challenge(OctetString.of(serverFirst));
    }

    /** RFC 5802 §6: {@code y} is a client that could bind, and believes that this server can't: somebody lied to it. */
    private void checkBindingFlag(String flag) throws ScramException {
        if (plus) {
            if (!flag.startsWith("p=")) {
                throw new ScramException(ServerError.OTHER, "SCRAM-SHA-256-PLUS without a channel binding");
            }
            if (!flag.equals("p=" + BINDING_TYPE)) {
                throw new ScramException(
                        ServerError.UNSUPPORTED_CHANNEL_BINDING_TYPE, "a channel binding other than " + BINDING_TYPE);
            }
            if (endPoint.isEmpty()) {
                throw new ScramException(
                        ServerError.CHANNEL_BINDING_NOT_SUPPORTED, "a channel binding without a channel");
            }
        } else if (flag.startsWith("p=")) {
            throw new ScramException(
                    ServerError.CHANNEL_BINDING_NOT_SUPPORTED, "a channel binding in SCRAM-SHA-256, which has none");
        } else if (flag.equals("y") && endPoint.isPresent()) {
            throw new ScramException(
                    ServerError.SERVER_DOES_SUPPORT_CHANNEL_BINDING,
                    "the client could bind to the channel, and was told that the server can't");
        }
    }

    private SaslStep conclude(AwaitsFinal pending, ClientFinal last) throws ScramException {
        if (!last.nonce().equals(pending.nonce())) {
            throw new ScramException(ServerError.OTHER, "a nonce that is not the one of this exchange");
        }
        if (!last.binding().equals(ScramSyntax.base64(expectedBinding(pending.first())))) {
            throw new ScramException(
                    ServerError.CHANNEL_BINDINGS_DONT_MATCH,
                    "the client sees another channel, or its first message was changed on the way");
        }
        byte[] authMessage = String.join(",", pending.first().bare(), pending.serverFirst(), last.withoutProof())
                .getBytes(StandardCharsets.UTF_8);
        boolean proven = pending.verifier().isProvenBy(last.proof(), authMessage);
        Optional<PasswordSecrets> secrets = pending.account().flatMap(Account::secrets);
        if (!proven || pending.account().isEmpty() || secrets.isEmpty()) {
            throw new ScramException(
                    ServerError.INVALID_PROOF,
                    pending.account()
                            .map(account -> "the password of " + account.name() + " is another")
                            .orElse("there is no such account, or it has no password"));
        }
        return switch (party.logons().ofPassword(pending.account().get().sid(), secrets.get())) {
            case LogonResult.Granted granted ->
                new SaslStep.Success(
                        granted,
                        Optional.of(OctetString.of(
                                "v=" + ScramSyntax.base64(pending.verifier().serverSignature(authMessage)))));
            case LogonResult.Refused refused -> throw new ScramException(ServerError.INVALID_PROOF, refused.reason());
        };
    }

    private byte[] expectedBinding(ClientFirst first) {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(first.gs2Header().getBytes(StandardCharsets.UTF_8));
        if (plus) {
            endPoint.ifPresent(value -> expected.writeBytes(value.unsafeArray()));
        }
        return expected.toByteArray();
    }
}
