package org.rollcall.identity.ntlm;

import java.util.Arrays;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;

/**
 * A client's first token (RFC 4178 §4.2.1), as far as a server looks at it that knows NTLM only.
 *
 * @param mechTypes the client's list of mechanisms as it came: what a mechListMIC is over
 * @param offersNtlm whether NTLM is in the list
 * @param prefersNtlm whether it is its first
 * @param mechToken of the mechanism that the client prefers
 */
record NegTokenInit(OctetString mechTypes, boolean offersNtlm, boolean prefersNtlm, Optional<OctetString> mechToken) {
    /** [APPLICATION 0] (RFC 2743 §3.1). */
    static final int INITIAL_CONTEXT_TOKEN = 0x60;

    private static final int ELEMENT = Ber.CONTEXT | Ber.CONSTRUCTED;

    static NegTokenInit decode(byte[] octets) throws BerException {
        BerReader in = new BerReader(octets);
        int outside = in.enter(INITIAL_CONTEXT_TOKEN);
        if (!in.octetString(SpnegoOids.TAG).equals(SpnegoOids.SPNEGO)) {
            throw BerException.value("a GSS-API token of another mechanism than SPNEGO");
        }
        int context = in.enter(ELEMENT);
        int token = in.enter(Ber.SEQUENCE);

        int element = in.enter(ELEMENT);
        int from = in.position();
        int list = in.enter(Ber.SEQUENCE);
        boolean prefersNtlm = false;
        boolean offersNtlm = false;
        for (boolean first = true; in.hasMore(); first = false) {
            boolean ntlm = in.octetString(SpnegoOids.TAG).equals(SpnegoOids.NTLM);
            prefersNtlm |= ntlm && first;
            offersNtlm |= ntlm;
        }
        in.leave(list);
        OctetString mechTypes = OctetString.wrap(Arrays.copyOfRange(octets, from, in.position()));
        in.leave(element);

        if (in.nextIs(ELEMENT | 1)) {
            in.skip();
        }
        Optional<OctetString> mechToken = NegTokenResp.element(in, 2);
        in.leave(token);
        in.leave(context);
        in.leave(outside);
        NegTokenResp.checkEnd(in);
        return new NegTokenInit(mechTypes, offersNtlm, prefersNtlm, mechToken);
    }
}
