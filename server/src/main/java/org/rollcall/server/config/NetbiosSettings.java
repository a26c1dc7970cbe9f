package org.rollcall.server.config;

import java.time.Duration;
import java.util.List;

/** LDAP for clients that reach their servers by NetBIOS over TCP (MS-TAIL 1.5). It is off unless a port is named. */
public record NetbiosSettings(
        @Setting(
                value = "TCP ports on which LDAP is spoken within NetBIOS sessions (RFC 1002), such as 139; 0 takes a"
                        + " free one",
                defaultsTo = "",
                min = "0",
                max = "65535")
        List<Integer> ports,

        @Setting(
                value = "UDP ports on which those are answered who ask for the server's NetBIOS name, such as 137; 0"
                        + " takes a free one",
                defaultsTo = "",
                min = "0",
                max = "65535")
        List<Integer> nameService,

        @Setting(
                value = "The server's NetBIOS name, of 1 to 15 characters; none takes the first part of the machine's"
                        + " name",
                defaultsTo = "")
        String name,

        @Setting(value = "NetBIOS scope of the server and of its clients; hardly any network has one", defaultsTo = "")
        String scope,

        @Setting(
                value = "IPv4 address of the server to which all NetBIOS sessions are sent on; none keeps them here",
                defaultsTo = "")
        String retargetAddress,

        @Setting(
                value = "TCP port for NetBIOS sessions of the server to which they are sent on",
                defaultsTo = "139",
                min = "1",
                max = "65535")
        int retargetPort,

        @Setting(
                value = "Time of silence after which a NetBIOS client is shown that the server is still there; 0 never"
                        + " shows it",
                defaultsTo = "0s",
                min = "0s",
                max = "1d")
        Duration keepAlive,

        @Setting(
                value = "Answers a second to questions of one address for names; 0 sets no limit",
                defaultsTo = "10",
                min = "0",
                max = "1000000")
        int queriesPerSecondPerAddress) {
    public NetbiosSettings {
        ports = List.copyOf(ports);
        nameService = List.copyOf(nameService);
    }

    /** Whether there is anything for clients of NetBIOS. */
    public boolean enabled() {
        return !ports.isEmpty() || !nameService.isEmpty();
    }
}
