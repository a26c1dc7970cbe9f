package org.rollcall.identity.ntlm;

import static org.rollcall.identity.House.done;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Credentials;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.access.ntlm.crypto.ChannelBindings;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.crypto.Side;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.identity.House;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.password.NtHashSeal;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.identity.password.Secret;
import org.rollcall.identity.password.ServerKey;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.ldap.OctetString;

/** A house that knows a user by NTLM, and clients of it. */
final class NtlmHouse {
    static final String PASSWORD = "Päßwort 1";
    static final OctetString END_POINT = OctetString.of("digest of a certificate");
    static final Channel TLS = new Channel(true, Optional.of(END_POINT), Optional.empty());
    static final Octets BINDINGS =
            ChannelBindings.hash("tls-server-end-point:digest of a certificate".getBytes(StandardCharsets.US_ASCII));

    final House house = new House();
    final Account user = account("user", PASSWORD);

    static NtHashSeal seal(int key) {
        byte[] octets = new byte[ServerKey.OCTETS];
        octets[0] = (byte) key;
        return new NtHashSeal(new ServerKey(Secret.copyOf(octets)), new Random(key));
    }

    /** One that may log on by NTLM. */
    Account account(String name, String password) {
        return withNtHash(house.account(name, password), password, seal(1));
    }

    Account withNtHash(Account account, String password, NtHashSeal seal) {
        Secret hash = Secret.copyOf(OneWayFunctions.ntV1(password.toCharArray()).toByteArray());
        PasswordSecrets secrets = account.secrets().orElseThrow().withNtHash(seal.seal(account.sid(), hash));
        return done(house.book.setSecrets(account.sid(), Optional.of(secrets)));
    }

    NtlmLogons logons(NtlmRules rules) {
        return new NtlmLogons(
                ServerTarget.standalone("HOUSE", Optional.of("house.example")),
                rules,
                new LocalJudge(house.logons, seal(1)),
                InstantSource.fixed(House.NOW),
                new Random(5));
    }

    SaslExchange begin(String mechanism, NtlmRules rules, Channel channel) {
        return logons(rules).mechanisms().stream()
                .filter(known -> known.name().equals(mechanism))
                .findFirst()
                .orElseThrow()
                .exchange()
                .apply(channel);
    }

    static Credentials credentials(String user, String domain, String password) {
        return Credentials.ofPassword(user, domain, "PC7", password.toCharArray());
    }

    static NtlmClient client(Credentials credentials, ClientOptions options) {
        return new NtlmClient(credentials, options, InstantSource.fixed(House.NOW), new Random(6));
    }

    static NtlmClient client(Protection protection) {
        return client(credentials("user", "HOUSE", PASSWORD), ClientOptions.of(protection));
    }

    static NtlmRules rules(boolean oldResponses, boolean anonymous, boolean channelBindingsRequired) {
        return new NtlmRules(false, oldResponses, anonymous, channelBindingsRequired, NtlmRules.DEFAULT.maxSkew());
    }

    static Authentication answer(NtlmClient client, byte[] challenge) {
        try {
            return (Authentication) client.answer(challenge);
        } catch (NtlmFormatException e) {
            throw new AssertionError(e.text(), e);
        }
    }

    /** The client's end of a security layer, as clients of LDAP have it. */
    static SecurityContext layer(Authentication answer) {
        SessionKeys keys = answer.keys();
        return new SessionKeys(keys.flags().with(NegotiateFlag.SEAL), keys.exportedSessionKey())
                .securityContext(Side.CLIENT)
                .orElseThrow();
    }

    static SaslStep step(SaslExchange exchange, byte[] response) {
        return done(exchange.step(response));
    }

    /** The data of a step that is a challenge. */
    static byte[] challenge(SaslStep step) {
        if (step instanceof SaslStep.Challenge(OctetString data)) {
            return data.toByteArray();
        }
        throw new AssertionError(step + " is no challenge");
    }
}
