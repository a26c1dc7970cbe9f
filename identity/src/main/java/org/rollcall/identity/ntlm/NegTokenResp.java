package org.rollcall.identity.ntlm;

import java.util.Arrays;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;

/**
 * Every token of SPNEGO but the first (RFC 4178 §4.2.2).
 *
 * @param namesNtlm whether the sender tells that it has chosen NTLM
 */
record NegTokenResp(
        Optional<NegState> state,
        boolean namesNtlm,
        Optional<OctetString> responseToken,
        Optional<OctetString> mechListMic) {
    private static final int ELEMENT = Ber.CONTEXT | Ber.CONSTRUCTED;
    private static final int TOKEN = ELEMENT | 1;

    /** How far the negotiation is. */
    enum NegState {
        ACCEPT_COMPLETED(0),
        ACCEPT_INCOMPLETE(1),
        REJECT(2),
        REQUEST_MIC(3);

        private final int number;

        NegState(int number) {
            this.number = number;
        }

        private static NegState decode(BerReader in) throws BerException {
            long number = in.longInteger(Ber.ENUMERATED);
            return Arrays.stream(values())
                    .filter(state -> state.number == number)
                    .findFirst()
                    .orElseThrow(() -> BerException.value("a negState of " + number));
        }
    }

    static NegTokenResp decode(byte[] octets) throws BerException {
        BerReader in = new BerReader(octets);
        int context = in.enter(TOKEN);
        int token = in.enter(Ber.SEQUENCE);
        Optional<NegState> state = Optional.empty();
        if (in.nextIs(ELEMENT)) {
            int element = in.enter(ELEMENT);
            state = Optional.of(NegState.decode(in));
            in.leave(element);
        }
        boolean namesNtlm = false;
        if (in.nextIs(ELEMENT | 1)) {
            int element = in.enter(ELEMENT | 1);
            namesNtlm = in.octetString(SpnegoOids.TAG).equals(SpnegoOids.NTLM);
            in.leave(element);
        }
        Optional<OctetString> responseToken = element(in, 2);
        Optional<OctetString> mechListMic = element(in, 3);
        in.leave(token);
        in.leave(context);
        checkEnd(in);
        return new NegTokenResp(state, namesNtlm, responseToken, mechListMic);
    }

    /** The octets of the element with this number, if it comes next. */
    static Optional<OctetString> element(BerReader in, int number) throws BerException {
        if (!in.nextIs(ELEMENT | number)) {
            return Optional.empty();
        }
        int element = in.enter(ELEMENT | number);
        OctetString octets = in.octetString();
        in.leave(element);
        return Optional.of(octets);
    }

    static void checkEnd(BerReader in) throws BerException {
        if (in.hasMore()) {
            throw BerException.structure("octets behind a token of SPNEGO");
        }
    }

    OctetString encode() {
        BerWriter out = new BerWriter();
        mechListMic.ifPresent(mic -> write(out, 3, mic));
        responseToken.ifPresent(token -> write(out, 2, token));
        if (namesNtlm) {
            int mark = out.size();
            out.octetString(SpnegoOids.TAG, SpnegoOids.NTLM);
            out.close(ELEMENT | 1, mark);
        }
        if (state.isPresent()) {
            int mark = out.size();
            out.integer(Ber.ENUMERATED, state.get().number);
            out.close(ELEMENT, mark);
        }
        out.close(Ber.SEQUENCE, 0);
        out.close(TOKEN, 0);
        return out.toOctetString();
    }

    private static void write(BerWriter out, int number, OctetString octets) {
        int mark = out.size();
        out.octetString(octets);
        out.close(ELEMENT | number, mark);
    }
}
