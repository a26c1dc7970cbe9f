package org.rollcall.access.ntlm.message;

import java.util.Optional;
import org.rollcall.access.Octets;

/**
 * What a client proves itself with (MS-NLMP 2.2.1.3). The responses stand here as they came; {@link NtlmV2Response}
 * reads the newer of their forms. There is a MIC where there is room for one: whether it means anything, the AV flags
 * in the response say.
 */
public record AuthenticateMessage(
        NegotiateFlags flags,
        String domain,
        String user,
        String workstation,
        Octets lmResponse,
        Octets ntResponse,
        Octets encryptedSessionKey,
        Version version,
        Optional<Octets> mic) {
    public static final int MIC_OCTETS = 16;

    private static final int TYPE = 3;
    private static final int LM_RESPONSE = 12;
    private static final int NT_RESPONSE = 20;
    private static final int DOMAIN = 28;
    private static final int USER = 36;
    private static final int WORKSTATION = 44;
    private static final int SESSION_KEY = 52;
    private static final int FLAGS = 60;
    private static final int VERSION = 64;
    private static final int MIC = VERSION + Version.OCTETS;
    private static final int HEADER_WITH_MIC = MIC + MIC_OCTETS;

    /** Windows 9x stops behind the workstation, NT 4 and 2000 behind the flags, XP behind the version. */
    private static final int SMALLEST_HEADER = SESSION_KEY;

    /**
     * Reads an AUTHENTICATE.
     *
     * @param offered the flags of the CHALLENGE, which stand in for those that the oldest clients don't send
     * @throws NtlmFormatException when the octets are not such a message
     */
    public static AuthenticateMessage decode(byte[] octets, NegotiateFlags offered) throws NtlmFormatException {
        MessageReader in = new MessageReader(octets, "AUTHENTICATE", TYPE, SMALLEST_HEADER);
        long payload = in.length();
        for (int field = LM_RESPONSE; field <= WORKSTATION; field += MessageReader.FIELD_OCTETS) {
            payload = Math.min(payload, in.start(field));
        }
        boolean hasFlags = payload >= VERSION;
        NegotiateFlags flags = hasFlags ? in.flags(FLAGS) : offered;
        if (hasFlags) {
            payload = Math.min(payload, in.start(SESSION_KEY));
        }
        return new AuthenticateMessage(
                flags,
                Texts.decode(in.field(DOMAIN, "domain"), flags, "the user's domain"),
                Texts.decode(in.field(USER, "user name"), flags, "the user's name"),
                Texts.decode(in.field(WORKSTATION, "workstation"), flags, "the workstation's name"),
                in.field(LM_RESPONSE, "LM response"),
                in.field(NT_RESPONSE, "NT response"),
                hasFlags ? in.field(SESSION_KEY, "session key") : Octets.EMPTY,
                flags.has(NegotiateFlag.VERSION) && payload >= MIC ? in.version(VERSION) : Version.UNKNOWN,
                payload >= HEADER_WITH_MIC ? Optional.of(in.slice(MIC, MIC_OCTETS)) : Optional.empty());
    }

    /** The octets of a message that has a MIC, with zeros in its place: what the MIC is computed over. */
    public static Octets withoutMic(Octets message) {
        return Octets.concat(
                message.slice(0, MIC), Octets.zeros(MIC_OCTETS), message.slice(HEADER_WITH_MIC, message.length()));
    }

    /** The same message with another MIC. */
    public AuthenticateMessage withMic(Octets other) {
        return new AuthenticateMessage(
                flags,
                domain,
                user,
                workstation,
                lmResponse,
                ntResponse,
                encryptedSessionKey,
                version,
                Optional.of(other));
    }

    /** With a header as short as what is known allows. */
    public byte[] encode() {
        MessageWriter out = new MessageWriter(TYPE, headerOctets());
        MessageWriter.Place domainPlace = out.place(Texts.encode(domain, flags));
        MessageWriter.Place userPlace = out.place(Texts.encode(user, flags));
        MessageWriter.Place workstationPlace = out.place(Texts.encode(workstation, flags));
        MessageWriter.Place lmPlace = out.place(lmResponse);
        MessageWriter.Place ntPlace = out.place(ntResponse);
        MessageWriter.Place keyPlace = out.place(encryptedSessionKey);
        out.field(lmPlace);
        out.field(ntPlace);
        out.field(domainPlace);
        out.field(userPlace);
        out.field(workstationPlace);
        out.field(keyPlace);
        out.flags(flags);
        if (headerOctets() > VERSION) {
            out.version(version);
        }
        mic.ifPresent(out::octets);
        return out.finish();
    }

    private int headerOctets() {
        if (mic.isPresent()) {
            return HEADER_WITH_MIC;
        }
        return version.equals(Version.UNKNOWN) ? VERSION : MIC;
    }
}
