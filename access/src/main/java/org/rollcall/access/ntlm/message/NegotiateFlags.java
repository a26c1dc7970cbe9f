package org.rollcall.access.ntlm.message;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A set of negotiate flags as it stands on the wire (MS-NLMP 2.2.2.5), unknown bits included. */
public record NegotiateFlags(int bits) {
    public static NegotiateFlags of(NegotiateFlag... flags) {
        int bits = 0;
        for (NegotiateFlag flag : flags) {
            bits |= flag.mask();
        }
        return new NegotiateFlags(bits);
    }

    public boolean has(NegotiateFlag flag) {
        return (bits & flag.mask()) != 0;
    }

    public NegotiateFlags with(NegotiateFlag... flags) {
        return new NegotiateFlags(bits | of(flags).bits);
    }

    public NegotiateFlags without(NegotiateFlag... flags) {
        return new NegotiateFlags(bits & ~of(flags).bits);
    }

    /** What stands in both. */
    public NegotiateFlags and(NegotiateFlags other) {
        return new NegotiateFlags(bits & other.bits);
    }

    /** What stands in either. */
    public NegotiateFlags or(NegotiateFlags other) {
        return new NegotiateFlags(bits | other.bits);
    }

    public boolean isSubsetOf(NegotiateFlags other) {
        return (bits & ~other.bits) == 0;
    }

    /** Whether messages are signed or sealed once both sides know each other. */
    public boolean protectsMessages() {
        return has(NegotiateFlag.SIGN) || has(NegotiateFlag.SEAL);
    }

    @Override
    public String toString() {
        return Arrays.stream(NegotiateFlag.values())
                .filter(this::has)
                .map(NegotiateFlag::name)
                .collect(Collectors.joining(" ", String.format("%08x [", bits), "]"));
    }
}
