package org.rollcall.cli;

import picocli.CommandLine.Command;

/** {@code rollcall tls} alone: says what it can do. */
@Command(
        name = "tls",
        description = "What encryption needs. `rollcall tls self-signed` makes a certificate for a first try.")
final class TlsCommand extends CommandFamily {
    TlsCommand() {
        super("`rollcall tls self-signed` makes a certificate for a first try");
    }
}
