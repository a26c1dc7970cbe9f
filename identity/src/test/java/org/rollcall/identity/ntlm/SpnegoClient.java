package org.rollcall.identity.ntlm;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;

/** What a client of SPNEGO writes. */
final class SpnegoClient {
    static final OctetString KERBEROS =
            OctetString.wrap(new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x12, 1, 2, 2});
    static final List<OctetString> NTLM_ONLY = List.of(SpnegoOids.NTLM);
    static final List<OctetString> NTLM_SECOND = List.of(KERBEROS, SpnegoOids.NTLM);

    private static final int ELEMENT = Ber.CONTEXT | Ber.CONSTRUCTED;

    private SpnegoClient() {}

    /** The list that a mechListMIC is over. */
    static byte[] mechTypes(List<OctetString> mechanisms) {
        BerWriter out = new BerWriter();
        for (OctetString mechanism : mechanisms.reversed()) {
            out.octetString(SpnegoOids.TAG, mechanism);
        }
        out.close(Ber.SEQUENCE, 0);
        return out.toByteArray();
    }

    static byte[] init(List<OctetString> mechanisms, Optional<byte[]> mechToken) {
        BerWriter out = new BerWriter();
        mechToken.ifPresent(token -> {
            out.octetString(Ber.OCTET_STRING, token);
            out.close(ELEMENT | 2, 0);
        });
        int flags = out.size();
        out.octetString(3, new byte[] {1, 0});
        out.close(ELEMENT | 1, flags);
        int types = out.size();
        byte[] list = mechTypes(mechanisms);
        out.raw(list, 0, list.length);
        out.close(ELEMENT, types);
        out.close(Ber.SEQUENCE, 0);
        out.close(ELEMENT, 0);
        out.octetString(SpnegoOids.TAG, SpnegoOids.SPNEGO);
        out.close(NegTokenInit.INITIAL_CONTEXT_TOKEN, 0);
        return out.toByteArray();
    }

    static byte[] response(Optional<byte[]> token, Optional<byte[]> mic) {
        return new NegTokenResp(Optional.empty(), false, token.map(OctetString::wrap), mic.map(OctetString::wrap))
                .encode()
                .toByteArray();
    }
}
