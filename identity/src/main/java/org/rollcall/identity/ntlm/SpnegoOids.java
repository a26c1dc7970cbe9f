package org.rollcall.identity.ntlm;

import org.rollcall.ldap.OctetString;

/** Object identifiers, encoded. */
final class SpnegoOids {
    static final int TAG = 0x06;

    /** 1.3.6.1.5.5.2. */
    static final OctetString SPNEGO = OctetString.wrap(new byte[] {0x2b, 6, 1, 5, 5, 2});

    /** 1.3.6.1.4.1.311.2.2.10. */
    static final OctetString NTLM = OctetString.wrap(new byte[] {0x2b, 6, 1, 4, 1, (byte) 0x82, 0x37, 2, 2, 0x0a});

    private SpnegoOids() {}
}
