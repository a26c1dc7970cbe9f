package org.rollcall.identity.password;

/** Octets that are not what {@link PasswordSecrets#encode} writes; the message tells nothing of what they hold. */
public final class UnreadableSecretsException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableSecretsException(String message) {
        super(message, null, false, false);
    }
}
