package org.rollcall.access.ntlm.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rollcall.access.Octets;

/** The channel that carries a logon, as both its ends know it. */
public final class ChannelBindings {
    /** Types and lengths of two addresses, none of which is given, and the length of what follows. */
    private static final int HEADER = 5 * Integer.BYTES;

    private ChannelBindings() {}

    /**
     * The MD5 of a gss_channel_bindings_struct without addresses (RFC 4121 §4.1.1.2), as AV pairs carry it.
     *
     * @param applicationData names the channel, such as {@code tls-server-end-point:} and the hash of a certificate
     */
    public static Octets hash(byte[] applicationData) {
        ByteBuffer struct = ByteBuffer.allocate(HEADER + applicationData.length).order(ByteOrder.LITTLE_ENDIAN);
        struct.putInt(HEADER - Integer.BYTES, applicationData.length);
        struct.put(HEADER, applicationData);
        return Primitives.md5(Octets.copyOf(struct.array()));
    }
}
