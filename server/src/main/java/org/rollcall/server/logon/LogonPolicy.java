package org.rollcall.server.logon;

import java.net.InetAddress;
import org.rollcall.server.config.AccountSettings.ClearText;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Networks;

/**
 * What the operator allows.
 *
 * @param anonymous what those may do who have not said who they are
 * @param networks from where; none means from everywhere
 * @param clearText where a password may be sent without encryption
 */
public record LogonPolicy(AnonymousAccess anonymous, Networks networks, ClearText clearText) {
    AnonymousAccess anonymous(Client client) {
        return networks.isEmpty()
                        || client.observed().filter(networks::contains).isPresent()
                ? anonymous
                : AnonymousAccess.NONE;
    }

    boolean trustsClearText(Client client) {
        return switch (clearText) {
            case NEVER -> false;
            case LOOPBACK ->
                client.observed().filter(InetAddress::isLoopbackAddress).isPresent();
            case ALWAYS -> true;
        };
    }
}
