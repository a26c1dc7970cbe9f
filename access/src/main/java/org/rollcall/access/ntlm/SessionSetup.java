package org.rollcall.access.ntlm;

import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;

/**
 * The three messages of a logon as they were sent and received, the last one also as it reads, and the session security
 * that they agreed upon.
 */
record SessionSetup(
        Octets negotiate, Octets challenge, Octets authenticate, AuthenticateMessage message, NegotiateFlags flags) {

    /** The session's keys from the key exchange key; none when the message lacks the one that it should carry. */
    Optional<SessionKeys> keys(Octets keyExchangeKey) {
        Octets encrypted = message.encryptedSessionKey();
        if (!flags.has(NegotiateFlag.KEY_EXCHANGE)) {
            return Optional.of(new SessionKeys(flags, keyExchangeKey));
        }
        if (encrypted.length() == KeyDerivation.KEY_OCTETS) {
            return Optional.of(new SessionKeys(flags, KeyDerivation.exchange(keyExchangeKey, encrypted)));
        }
        // Where nothing will be signed, clients by the letter of MS-NLMP 3.1.5.1.2 send no key; others do.
        return encrypted.isEmpty() && !flags.protectsMessages()
                ? Optional.of(new SessionKeys(flags, keyExchangeKey))
                : Optional.empty();
    }

    /** Whether nobody changed a message on its way, as the MIC of the last one says. */
    boolean isUnchanged(SessionKeys keys) {
        return message.mic()
                .filter(mic -> mic.equals(KeyDerivation.mic(
                        keys.exportedSessionKey(), negotiate, challenge, AuthenticateMessage.withoutMic(authenticate))))
                .isPresent();
    }
}
