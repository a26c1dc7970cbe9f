package org.rollcall.access.ntlm.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NtlmFormatException;

/** What holds for each example of MS-NLMP 4.2, whatever its values. */
final class Examples {
    private Examples() {}

    /** A message is written as these octets and read from them. */
    static void assertMessage(ChallengeMessage message, Octets expected) throws NtlmFormatException {
        assertThat(Octets.copyOf(message.encode())).isEqualTo(expected);
        assertThat(ChallengeMessage.decode(expected.toByteArray())).isEqualTo(message);
    }

    /** The same, after a CHALLENGE that offered these flags. */
    static void assertMessage(AuthenticateMessage message, NegotiateFlags offered, Octets expected)
            throws NtlmFormatException {
        assertThat(Octets.copyOf(message.encode())).isEqualTo(expected);
        assertThat(AuthenticateMessage.decode(expected.toByteArray(), offered)).isEqualTo(message);
    }

    /** The client wraps the plaintext as these octets, and the server unwraps them. */
    static void assertWrap(SessionKeys keys, Octets expected) throws MessageSecurityException {
        byte[] wrapped = keys.securityContext(Side.CLIENT).orElseThrow().wrap(Vectors.PLAINTEXT.toByteArray());

        assertThat(Octets.copyOf(wrapped)).isEqualTo(expected);
        assertThat(keys.securityContext(Side.SERVER).orElseThrow().unwrap(wrapped))
                .isEqualTo(Vectors.PLAINTEXT.toByteArray());
    }
}
