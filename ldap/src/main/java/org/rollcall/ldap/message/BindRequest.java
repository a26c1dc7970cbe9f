package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.2. The name is as it came, since version 2 writes it in ISO-8859-1. */
public record BindRequest(int version, OctetString name, Authentication authentication) implements Request {

    /** How the client proves who it is. */
    public sealed interface Authentication {}

    /** A password in clear; of zero length in an anonymous bind. */
    public record Simple(OctetString password) implements Authentication {
        @Override
        public String toString() {
            return password.isEmpty() ? "Simple[empty]" : "Simple[*]";
        }
    }

    /** A SASL mechanism and, where the step has them, its credentials. */
    public record Sasl(String mechanism, Optional<OctetString> credentials) implements Authentication {
        @Override
        public String toString() {
            return "Sasl[" + mechanism + "]";
        }
    }

    /** One of the three Sicily steps (MS-ADTS 5.1.1.1.3). */
    public record Sicily(Step step, OctetString credentials) implements Authentication {
        /** Package discovery [9], negotiate [10], response [11]. */
        public enum Step {
            DISCOVERY,
            NEGOTIATE,
            RESPONSE
        }

        @Override
        public String toString() {
            return "Sicily[" + step + "]";
        }
    }

    /** A choice that no specification known here defines, kept by its tag number. */
    public record Unknown(int tagNumber) implements Authentication {}
}
