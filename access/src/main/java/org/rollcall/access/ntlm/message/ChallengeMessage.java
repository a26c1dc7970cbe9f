package org.rollcall.access.ntlm.message;

import java.util.Optional;
import org.rollcall.access.Octets;

/**
 * A server's answer to NEGOTIATE (MS-NLMP 2.2.1.2): its choice of features, a nonce of 8 octets, and who it is. The
 * target's name is empty where the flags don't announce it; old servers send no target info.
 */
public record ChallengeMessage(
        String targetName,
        NegotiateFlags flags,
        Octets serverChallenge,
        Optional<TargetInfo> targetInfo,
        Version version) {
    public static final int NONCE_OCTETS = 8;

    private static final int TYPE = 2;
    private static final int TARGET_NAME = 12;
    private static final int FLAGS = 20;
    private static final int SERVER_CHALLENGE = 24;
    private static final int RESERVED_OCTETS = 8;
    private static final int TARGET_INFO = 40;
    private static final int VERSION = 48;

    /** The oldest servers stop behind the nonce. */
    private static final int SMALLEST_HEADER = 32;

    private static final int HEADER = VERSION + Version.OCTETS;

    public ChallengeMessage {
        if (serverChallenge.length() != NONCE_OCTETS) {
            throw new IllegalArgumentException("a server's nonce of " + serverChallenge.length() + " octets");
        }
    }

    /**
     * Reads a CHALLENGE.
     *
     * @throws NtlmFormatException when the octets are not such a message
     */
    public static ChallengeMessage decode(byte[] octets) throws NtlmFormatException {
        MessageReader in = new MessageReader(octets, "CHALLENGE", TYPE, SMALLEST_HEADER);
        NegotiateFlags flags = in.flags(FLAGS);
        boolean named = flags.has(NegotiateFlag.REQUEST_TARGET)
                || flags.has(NegotiateFlag.TARGET_TYPE_DOMAIN)
                || flags.has(NegotiateFlag.TARGET_TYPE_SERVER);
        return new ChallengeMessage(
                named ? Texts.decode(in.field(TARGET_NAME, "target name"), flags, "the target's name") : "",
                flags,
                in.slice(SERVER_CHALLENGE, NONCE_OCTETS),
                flags.has(NegotiateFlag.TARGET_INFO) ? targetInfo(in) : Optional.empty(),
                flags.has(NegotiateFlag.VERSION) && in.length() >= HEADER ? in.version(VERSION) : Version.UNKNOWN);
    }

    private static Optional<TargetInfo> targetInfo(MessageReader in) throws NtlmFormatException {
        if (in.length() < TARGET_INFO + MessageReader.FIELD_OCTETS) {
            throw in.malformed("has no room for the target info that its flags announce");
        }
        Octets info = in.field(TARGET_INFO, "target info");
        return info.isEmpty() ? Optional.empty() : Optional.of(TargetInfo.decode(info));
    }

    /** With the header of 56 octets that some clients insist on, whatever the flags say. */
    public byte[] encode() {
        MessageWriter out = new MessageWriter(TYPE, HEADER);
        MessageWriter.Place namePlace = out.place(Texts.encode(targetName, flags));
        MessageWriter.Place infoPlace =
                targetInfo.map(info -> out.place(info.encode())).orElse(MessageWriter.Place.NOWHERE);
        out.field(namePlace);
        out.flags(flags);
        out.octets(serverChallenge);
        out.octets(Octets.zeros(RESERVED_OCTETS));
        out.field(infoPlace);
        out.version(version);
        return out.finish();
    }
}
