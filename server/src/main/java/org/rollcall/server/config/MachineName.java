package org.rollcall.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** What this machine is called, for settings that take that where nobody says otherwise. */
public final class MachineName {
    private static final int NETBIOS_CHARACTERS = 15;

    private MachineName() {}

    /**
     * The name by which the machine knows itself.
     *
     * @param setting in which another can be said
     * @throws IllegalArgumentException where it has none
     */
    public static String host(String setting) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("this machine does not know its own name; set " + setting, e);
        }
    }

    /** What a host is called by NetBIOS, if nobody says otherwise: its first label, as far as it fits. */
    public static String netbios(String host) {
        int dot = host.indexOf('.');
        String label = (dot < 0 ? host : host.substring(0, dot)).toUpperCase(Locale.ROOT);
        return label.substring(0, Math.min(label.length(), NETBIOS_CHARACTERS));
    }
}
