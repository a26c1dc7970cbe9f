package org.rollcall.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Users of an Active Directory domain, whom its controllers judge. It is off unless the domain is named. */
public record DomainSettings(
        @Setting(
                value = "DNS name of the Active Directory domain whose users may log on, as user@NAME among others;"
                        + " none has no domain",
                defaultsTo = "")
        String name,

        @Setting(
                value = "The domain's NetBIOS name, DOMAIN in DOMAIN\\user; none takes the first part of its DNS name",
                defaultsTo = "")
        String netbiosName,

        @Setting(value = "What else may stand behind user@: the suffixes of users' principal names", defaultsTo = "")
        List<String> suffixes,

        @Setting(
                value =
                        "Controllers that are asked over TLS, in turn until one answers, as HOST or HOST:PORT; none takes"
                                + " the domain's name, port 636",
                defaultsTo = "")
        List<String> controllers,

        @Setting(
                value =
                        "PEM file of the authorities whose certificates of controllers are believed; none believes those"
                                + " that Java does",
                defaultsTo = "")
        Path ca,

        @Setting(
                value =
                        "Account of the domain by which users' groups are read, as DOMAIN\\user, user@domain or DN; it is"
                                + " needed for NTLM",
                defaultsTo = "")
        String account,

        @Setting(value = "File whose first line is the password of that account", defaultsTo = "")
        Path accountPassword,

        @Setting(
                value = "Connections to controllers, and as many threads that wait for them",
                defaultsTo = "8",
                min = "1",
                max = "256")
        int connections,

        @Setting(
                value =
                        "Logons that may wait for controllers, and as many that may wait for helpers; more are told to try"
                                + " later (busy)",
                defaultsTo = "256",
                min = "1",
                max = "100000")
        int waiting,

        @Setting(
                value =
                        "Time that a controller has to be connected and for each of its answers, and that a logon waits for"
                                + " its turn",
                defaultsTo = "5s",
                min = "100ms",
                max = "5m")
        Duration answerTime,

        @Setting(
                value = "Time for which a user's SID and groups are remembered; 0 asks each time",
                defaultsTo = "5m",
                min = "0s",
                max = "1d")
        Duration cacheTime,

        @Setting(value = "Users whose SID and groups are remembered", defaultsTo = "10000", min = "0", max = "10000000")
        int cachedUsers,

        @Setting(
                value =
                        "Samba's helper that has winbind judge NTLM, with its arguments; none leaves NTLM to the server's"
                                + " own accounts",
                defaultsTo = "ntlm_auth --helper-protocol=ntlm-server-1",
                separator = " ")
        List<String> ntlmHelper,

        @Setting(value = "Processes of that helper at once", defaultsTo = "4", min = "1", max = "256")
        int ntlmHelpers,

        @Setting(
                value =
                        "Time that a helper has for an answer, before it is killed, and that a logon waits for its turn",
                defaultsTo = "10s",
                min = "100ms",
                max = "5m")
        Duration ntlmHelperTime,

        @Setting(
                value =
                        "NetBIOS name under which this machine joined the domain; none takes the first part of the machine's"
                                + " name",
                defaultsTo = "")
        String machineName) {
    public DomainSettings {
        suffixes = List.copyOf(suffixes);
        controllers = List.copyOf(controllers);
        ntlmHelper = List.copyOf(ntlmHelper);
    }

    /** Whether there is a domain. */
    public boolean enabled() {
        return !name.isEmpty();
    }

    /** These settings with relative names of files as they are meant by whoever is in this folder. */
    DomainSettings in(Path folder) {
        return new DomainSettings(
                name,
                netbiosName,
                suffixes,
                controllers,
                in(folder, ca),
                account,
                in(folder, accountPassword),
                connections,
                waiting,
                answerTime,
                cacheTime,
                cachedUsers,
                ntlmHelper,
                ntlmHelpers,
                ntlmHelperTime,
                machineName);
    }

    private static Path in(Path folder, Path file) {
        return file.toString().isEmpty() ? file : folder.resolve(file);
    }
}
