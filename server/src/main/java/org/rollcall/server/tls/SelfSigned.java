package org.rollcall.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that nobody vouches for but itself, with its key: for a first try, or for clients that are given a copy.
 *
 * @param certificate in PEM form
 * @param key in PEM form, PKCS #8, not encrypted
 */
public record SelfSigned(String certificate, String key) {
    /** RFC 1123 §2.1, and a wildcard in front (RFC 6125 §6.4.3). */
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?:\\*\\.)?(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

    /** The longest that X.520 lets a common name be. */
    private static final int LONGEST_COMMON_NAME = 64;

    /** Clocks of clients may be somewhat behind. */
    private static final Duration BEFOREHAND = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;

    /**
     * Makes one, with an EC key on the curve P-256.
     *
     * @param names host names and addresses of the server, at least one
     * @throws TlsException where a name is neither
     */
    public static SelfSigned make(List<String> names, Instant now, Duration validity, SecureRandom random)
            throws TlsException {
        GeneralName[] alternatives = new GeneralName[names.size()];
        for (int i = 0; i < alternatives.length; i++) {
            alternatives[i] = name(names.get(i));
        }
        String first = names.getFirst();
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, first.length() <= LONGEST_COMMON_NAME ? first : "Rollcall")
                .build();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] der = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                            Date.from(now.minus(BEFOREHAND)),
                            Date.from(now.plus(validity)),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return new SelfSigned(
                    pem("CERTIFICATE", der),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every JDK has what this takes", e);
        }
    }

    private static GeneralName name(String name) throws TlsException {
        try {
            return new GeneralName(
                    GeneralName.iPAddress, InetAddress.ofLiteral(name).getHostAddress());
        } catch (IllegalArgumentException e) {
            if (!HOST_NAME.matcher(name).matches()) {
                throw new TlsException(name + " is neither a host name nor an address", e);
            }
            return new GeneralName(GeneralName.dNSName, name);
        }
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
