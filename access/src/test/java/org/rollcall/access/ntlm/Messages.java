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
        return new AuthenticateMessage(
                flags,
                message.domain(),
                message.user(),
                message.workstation(),
                message.lmResponse(),
                message.ntResponse(),
                message.encryptedSessionKey(),
                message.version(),
                message.mic());
    }

    static AuthenticateMessage inDomain(AuthenticateMessage message, String domain) {
        return new AuthenticateMessage(
                message.flags(),
                domain,
                message.user(),
                message.workstation(),
                message.lmResponse(),
                message.ntResponse(),
                message.encryptedSessionKey(),
                message.version(),
                message.mic());
    }

    static AuthenticateMessage withResponses(AuthenticateMessage message, Octets lm, Octets nt) {
        return new AuthenticateMessage(
                message.flags(),
                message.domain(),
                message.user(),
                message.workstation(),
                lm,
                nt,
                message.encryptedSessionKey(),
                message.version(),
                message.mic());
    }

    static AuthenticateMessage withSessionKey(AuthenticateMessage message, Octets key) {
        return new AuthenticateMessage(
                message.flags(),
                message.domain(),
                message.user(),
                message.workstation(),
                message.lmResponse(),
                message.ntResponse(),
                key,
                message.version(),
                message.mic());
    }

    static AuthenticateMessage withoutRoomForMic(AuthenticateMessage message) {
        return new AuthenticateMessage(
                message.flags(),
                message.domain(),
                message.user(),
                message.workstation(),
                message.lmResponse(),
                message.ntResponse(),
                message.encryptedSessionKey(),
                message.version(),
                Optional.empty());
    }
}
