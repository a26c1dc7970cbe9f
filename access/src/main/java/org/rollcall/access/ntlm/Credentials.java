package org.rollcall.access.ntlm;

import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;

/** Who a client is. The hash is as good as the password. The domain and the workstation may be empty. */
public record Credentials(String user, String domain, String workstation, Octets ntHash) {
    public static Credentials ofPassword(String user, String domain, String workstation, char[] password) {
        return new Credentials(user, domain, workstation, OneWayFunctions.ntV1(password));
    }
}
