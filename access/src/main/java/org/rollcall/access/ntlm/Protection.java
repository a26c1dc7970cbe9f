package org.rollcall.access.ntlm;

import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;

/** What is done to the messages that follow a logon, from weak to strong. */
public enum Protection {
    NONE,
    SIGNED,
    SEALED;

    /** Keys with less are not worth their name. */
    private static final NegotiateFlags STRONG =
            NegotiateFlags.of(NegotiateFlag.EXTENDED_SESSION_SECURITY, NegotiateFlag.KEY_128);

    /** The flags by which a client asks for it. */
    NegotiateFlags flags() {
        return switch (this) {
            case NONE -> NegotiateFlags.of();
            case SIGNED -> NegotiateFlags.of(NegotiateFlag.SIGN);
            case SEALED -> NegotiateFlags.of(NegotiateFlag.SIGN, NegotiateFlag.SEAL);
        };
    }

    /** Whether these flags promise at least this, and where it is anything at all, with strong keys. */
    boolean isMetBy(NegotiateFlags negotiated) {
        return switch (this) {
            case NONE -> true;
            case SIGNED -> negotiated.protectsMessages() && STRONG.isSubsetOf(negotiated);
            case SEALED -> negotiated.has(NegotiateFlag.SEAL) && STRONG.isSubsetOf(negotiated);
        };
    }
}
