package org.rollcall.identity.sasl;

import static org.rollcall.identity.House.done;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.rollcall.identity.House;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Secret;
import org.rollcall.identity.password.ServerKey;
import org.rollcall.ldap.OctetString;

/** A house with its mechanisms, and channels to it. */
final class Mechanisms {
    static final OctetString END_POINT = OctetString.of("digest of a certificate");
    static final X500Principal SUBJECT = new X500Principal("CN=user,O=House");
    static final Channel TLS = new Channel(true, Optional.of(END_POINT), Optional.empty());

    final House house = new House();
    final SaslMechanisms mechanisms = new SaslMechanisms(
            house.logons,
            house.passwords(),
            subject -> subject.equals(SUBJECT) ? Optional.of(AccountName.of("user")) : Optional.empty(),
            new ServerKey(Secret.copyOf(new byte[ServerKey.OCTETS])),
            House.CHEAP.scramIterations(),
            new Random(11));

    SaslExchange begin(String mechanism, Channel channel) {
        return mechanisms.begin(mechanism, channel).orElseThrow();
    }

    static SaslStep step(SaslExchange exchange, byte[] response) {
        return done(exchange.step(response));
    }

    static SaslStep step(SaslExchange exchange, String response) {
        return step(exchange, response.getBytes(StandardCharsets.UTF_8));
    }
}
