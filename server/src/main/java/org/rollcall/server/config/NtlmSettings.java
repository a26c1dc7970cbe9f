package org.rollcall.server.config;

import java.time.Duration;

/** Logging on by NTLM: SASL NTLM, GSS-SPNEGO, Sicily. */
public record NtlmSettings(
        @Setting(
                value =
                        "Whether clients may log on by NTLM, to accounts of which an NT hash is kept and as users of the"
                                + " domain",
                defaultsTo = "true")
        boolean enabled,

        @Setting(
                value =
                        "Whether what follows such a logon must be signed, which encrypts it too, unless it goes over TLS;"
                                + " for clients that ask for it, it is in any case",
                defaultsTo = "false")
        boolean signingRequired,

        @Setting(
                value =
                        "Whether LM and NTLMv1 are good enough, which clients as old as Windows 2000 may need; a listener"
                                + " finds out the password in hours",
                defaultsTo = "false")
        boolean oldResponses,

        @Setting(value = "Whether a client may be nobody by NTLM", defaultsTo = "false")
        boolean anonymous,

        @Setting(
                value =
                        "Whether clients under TLS must prove which connection their logon is for (channel binding); one"
                                + " that proves another is refused in any case",
                defaultsTo = "false")
        boolean channelBindingsRequired,

        @Setting(
                value = "How far a client's clock may be off, and how old a logon may be",
                defaultsTo = "36h",
                min = "1s",
                max = "365d")
        Duration maxSkew) {}
