package org.rollcall.access.ntlm.message;

/**
 * What a client opens with (MS-NLMP 2.2.1.1): the features it knows, and, from old ones, domain and workstation, which
 * are empty where the flags don't announce them.
 */
public record NegotiateMessage(NegotiateFlags flags, String domain, String workstation, Version version) {
    private static final int TYPE = 1;
    private static final int FLAGS = 12;
    private static final int DOMAIN = 16;
    private static final int WORKSTATION = 24;
    private static final int VERSION = 32;

    /** Windows 9x stops behind the flags, later ones behind the workstation. */
    private static final int SMALLEST_HEADER = 16;

    private static final int HEADER = VERSION + Version.OCTETS;

    /**
     * Reads a NEGOTIATE.
     *
     * @throws NtlmFormatException when the octets are not such a message
     */
    public static NegotiateMessage decode(byte[] octets) throws NtlmFormatException {
        MessageReader in = new MessageReader(octets, "NEGOTIATE", TYPE, SMALLEST_HEADER);
        NegotiateFlags flags = in.flags(FLAGS);
        return new NegotiateMessage(
                flags,
                name(in, flags, NegotiateFlag.OEM_DOMAIN_SUPPLIED, DOMAIN, "domain"),
                name(in, flags, NegotiateFlag.OEM_WORKSTATION_SUPPLIED, WORKSTATION, "workstation"),
                flags.has(NegotiateFlag.VERSION) && in.length() >= HEADER ? in.version(VERSION) : Version.UNKNOWN);
    }

    private static String name(MessageReader in, NegotiateFlags flags, NegotiateFlag supplied, int at, String what)
            throws NtlmFormatException {
        if (!flags.has(supplied)) {
            return "";
        }
        if (in.length() < at + MessageReader.FIELD_OCTETS) {
            throw in.malformed("has no room for the " + what + " that its flags announce");
        }
        return Texts.decodeOem(in.field(at, what));
    }

    public byte[] encode() {
        MessageWriter out = new MessageWriter(TYPE, HEADER);
        MessageWriter.Place domainPlace = out.place(Texts.encodeOem(domain));
        MessageWriter.Place workstationPlace = out.place(Texts.encodeOem(workstation));
        out.flags(flags);
        out.field(domainPlace);
        out.field(workstationPlace);
        out.version(version);
        return out.finish();
    }
}
