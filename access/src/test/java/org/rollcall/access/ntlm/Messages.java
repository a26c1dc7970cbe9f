package org.rollcall.access.ntlm;

import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.TargetInfo;

/** Messages with one thing changed, as somebody between client and server would change it. */
final class Messages {
    private Messages() {}

    static ChallengeMessage withTargetInfo(ChallengeMessage message, TargetInfo info) {
        return new ChallengeMessage(
                message.targetName(), message.flags(), message.serverChallenge(), Optional.of(info), message.version());
    }

    static ChallengeMessage withFlags(ChallengeMessage message, NegotiateFlags flags) {
        return new ChallengeMessage(
                message.targetName(), flags, message.serverChallenge(), message.targetInfo(), message.version());
    }

    static AuthenticateMessage withFlags(AuthenticateMessage message, NegotiateFlags flags) {
        return like(
                message,
                flags,
                message.domain(),
                message.lmResponse(),
                message.ntResponse(),
                message.encryptedSessionKey(),
                message.mic());
    }

    static AuthenticateMessage inDomain(AuthenticateMessage message, String domain) {
        return like(
                message,
                message.flags(),
                domain,
                message.lmResponse(),
                message.ntResponse(),
                message.encryptedSessionKey(),
                message.mic());
    }

    static AuthenticateMessage withResponses(AuthenticateMessage message, Octets lm, Octets nt) {
        return like(message, message.flags(), message.domain(), lm, nt, message.encryptedSessionKey(), message.mic());
    }

    static AuthenticateMessage withSessionKey(AuthenticateMessage message, Octets key) {
        return like(
                message,
                message.flags(),
                message.domain(),
                message.lmResponse(),
                message.ntResponse(),
                key,
                message.mic());
    }

    static AuthenticateMessage withoutRoomForMic(AuthenticateMessage message) {
        return like(
                message,
                message.flags(),
                message.domain(),
                message.lmResponse(),
                message.ntResponse(),
                message.encryptedSessionKey(),
                Optional.empty());
    }

    private static AuthenticateMessage like(
            AuthenticateMessage message,
            NegotiateFlags flags,
            String domain,
            Octets lm,
            Octets nt,
            Octets key,
            Optional<Octets> mic) {
        return new AuthenticateMessage(
                flags, domain, message.user(), message.workstation(), lm, nt, key, message.version(), mic);
    }
}
