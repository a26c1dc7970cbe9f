package org.rollcall.server.fakes;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Credentials;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindRequest.Sasl;
import org.rollcall.ldap.message.BindRequest.Sicily;

/** Somebody with an NTLM client, of the domain ROLLCALL if nothing else is said, and the binds that carry its messages. */
public final class NtlmUser {
    private final NtlmClient client;

    /**
     * What it says to a challenge.
     *
     * @param keys that the server has too, where that believes it
     */
    public record Answer(OctetString authenticate, SessionKeys keys) {}

    public NtlmUser(String name, String password, Protection protection, InstantSource clock) {
        this(name, password, ClientOptions.of(protection), clock);
    }

    public NtlmUser(String name, String password, ClientOptions options, InstantSource clock) {
        this("ROLLCALL", name, password, options, clock);
    }

    public NtlmUser(String domain, String name, String password, ClientOptions options, InstantSource clock) {
        client = new NtlmClient(
                Credentials.ofPassword(name, domain, "PC7", password.toCharArray()), options, clock, new Random(6));
    }

    /** The bind with its first message: by SASL, or by Sicily where the mechanism is empty. */
    public BindRequest negotiate(String mechanism) {
        return bind(mechanism, Sicily.Step.NEGOTIATE, OctetString.wrap(client.negotiate()));
    }

    /** Its answer to a challenge. */
    public Answer answer(OctetString challenge) {
        try {
            Authentication answer = (Authentication) client.answer(challenge.toByteArray());
            return new Answer(OctetString.wrap(answer.authenticate().toByteArray()), answer.keys());
        } catch (NtlmFormatException e) {
            throw new AssertionError(e.text(), e);
        }
    }

    /** The bind with such an answer. */
    public static BindRequest respond(String mechanism, Answer answer) {
        return bind(mechanism, Sicily.Step.RESPONSE, answer.authenticate());
    }

    /** The bind with a last message of another's making. */
    public static BindRequest respond(String mechanism, OctetString authenticate) {
        return bind(mechanism, Sicily.Step.RESPONSE, authenticate);
    }

    private static BindRequest bind(String mechanism, Sicily.Step step, OctetString message) {
        return new BindRequest(
                3,
                OctetString.EMPTY,
                mechanism.isEmpty() ? new Sicily(step, message) : new Sasl(mechanism, Optional.of(message)));
    }
}
