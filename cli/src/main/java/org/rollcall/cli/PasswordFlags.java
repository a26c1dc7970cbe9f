package org.rollcall.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.NewPassword;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flags of commands that set a password: where it comes from, and what is kept of it. It is never one of them. */
final class PasswordFlags {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Takes the password from the first line of a file, or of the standard input (-), instead of"
                    + " asking for it on the terminal")
    private @Nullable String file;

    @Option(
            names = "--ntlm",
            description = "Keeps the NT hash of the password as well, without which clients can't log on by NTLM. It is"
                    + " weaker than what is kept otherwise: whoever has both the data directory and the key file"
                    + " (accounts.keyFile) can log on as this account, without knowing the password")
    private boolean ntlm;

    @Option(names = "--no-password", description = "No password: nobody can log on by one until it is set")
    private boolean none;

    /** Looks at a name before anything is asked of a person. */
    @FunctionalInterface
    interface NameCheck {
        /**
         * Looks at it.
         *
         * @throws ControlException if a password would be of no use
         */
        void check() throws ControlException;
    }

    /**
     * The password that is to be set.
     *
     * @param check is only called where a person is asked
     * @return empty where there is to be none
     * @throws ParameterException where the flags don't go together, or there is nobody to be asked
     */
    Optional<NewPassword> read(PasswordSource source, AccountName account, NameCheck check, CommandLine command)
            throws ControlException {
        if (none) {
            if (file != null || ntlm) {
                throw new ParameterException(command, "--no-password goes with neither --password-file nor --ntlm");
            }
            return Optional.empty();
        }
        if (file != null) {
            return Optional.of(new NewPassword(source.read(file), ntlm));
        }
        SecretPrompt terminal = source.terminal()
                .orElseThrow(() -> new ParameterException(
                        command,
                        "there is no terminal to ask for the password on: give --password-file FILE, --password-file -"
                                + " for the first line of the standard input, or --no-password"));
        check.check();
        Password typed = PasswordSource.typed(terminal, account);
        return Optional.of(new NewPassword(typed, ntlm));
    }
}
