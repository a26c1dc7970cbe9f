package org.rollcall.server.netbios;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rollcall.server.config.MachineName;

/**
 * What this server is called: one label, with the suffixes of a workstation and of a server, in one scope.
 *
 * @param label in upper case, 1 to 15 characters
 * @param scope empty for none
 */
record OwnNames(String label, String scope) {
    /** What a client calls that knows an address only, by a custom that came with SMB. */
    private static final String ANY_SERVER = "*SMBSERVER";

    private static final int WORKSTATION = 0x00;
    private static final int SERVER = 0x20;

    private static final Pattern LABEL = Pattern.compile("[!-)+-~][!-~]{0,14}");
    private static final Pattern SCOPE = Pattern.compile("|[!-~&&[^.]]{1,63}(\\.[!-~&&[^.]]{1,63})*");

    /** A name of sixteen octets with both lengths takes 34 of an encoded name's octets; a label takes one more. */
    private static final int MOST_OF_A_SCOPE = NetbiosName.MOST_ENCODED_OCTETS - 35;

    /**
     * Names as the settings have them.
     *
     * @param host name of the machine, for where the setting is empty: its first label is taken, as far as it fits
     * @throws IllegalArgumentException with what is wrong, and in which setting
     */
    static OwnNames of(String name, String scope, String host) {
        String label = name.isEmpty() ? MachineName.netbios(host) : name.toUpperCase(Locale.ROOT);
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("netbios.name '" + label + "' is no NetBIOS name: 1 to 15 characters of"
                    + " ASCII without blanks, of which the first is no asterisk"
                    + (name.isEmpty() ? "; it comes from this machine's name and can be set" : ""));
        }
        if (scope.length() > MOST_OF_A_SCOPE || !SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException("netbios.scope '" + scope
                    + "' is no scope: labels of 1 to 63 characters of ASCII with dots between them, " + MOST_OF_A_SCOPE
                    + " in all");
        }
        return new OwnNames(label, scope);
    }

    /** The names of sixteen octets that are this server's. */
    List<NetbiosName> table() {
        return List.of(NetbiosName.of(label, WORKSTATION, scope), NetbiosName.of(label, SERVER, scope));
    }

    /** Whether it is one of the table, in any case. */
    boolean has(NetbiosName name) {
        return isNamed(name) && (name.suffix() == WORKSTATION || name.suffix() == SERVER);
    }

    /** Whether it is one of the table, but perhaps for its suffix. */
    boolean isNamed(NetbiosName name) {
        return isInScope(name) && name.label().equalsIgnoreCase(label);
    }

    /** Whether it is what those call who have no name to call. */
    boolean isAnyServer(NetbiosName name) {
        return isInScope(name) && name.suffix() == SERVER && name.label().equalsIgnoreCase(ANY_SERVER);
    }

    boolean isInScope(NetbiosName name) {
        return name.scope().equalsIgnoreCase(scope);
    }
}
