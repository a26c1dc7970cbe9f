package org.rollcall.server.fakes;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** A made-up authority, what it issues, and clients that believe it. */
public final class Pki {
    /** Kinds of keys and the signatures they make. */
    public enum Kind {
        RSA("RSA", 2048, "SHA256withRSA"),
        EC("EC", 256, "SHA256withECDSA"),
        ED25519("Ed25519", 255, "Ed25519");

        private final String algorithm;
        private final int bits;
        private final String signature;

        Kind(String algorithm, int bits, String signature) {
            this.algorithm = algorithm;
            this.bits = bits;
            this.signature = signature;
        }

        KeyPair pair() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        }
    }

    /** A certificate with its keys. */
    public record Issued(X509Certificate certificate, KeyPair keys) {
        public String certificatePem() {
            return pem("CERTIFICATE", encoded());
        }

        public String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        /** As openssl encrypts keys: PBES2 with AES-256 and HMAC-SHA-256. */
        public String encryptedKeyPem(String password) {
            try {
                OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                        .setIterationCount(2_000)
                        .build(password.toCharArray());
                byte[] encrypted = new JcaPKCS8EncryptedPrivateKeyInfoBuilder(keys.getPrivate())
                        .build(encryptor)
                        .getEncoded();
                return pem("ENCRYPTED PRIVATE KEY", encrypted);
            } catch (OperatorCreationException | IOException e) {
                throw new AssertionError(e);
            }
        }

        private byte[] encoded() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** Writes {@code NAME.pem} and {@code NAME-key.pem}, the key for its owner only. */
        public void write(Path folder, String name) throws IOException {
            Files.writeString(folder.resolve(name + ".pem"), certificatePem());
            Path key = folder.resolve(name + "-key.pem");
            Files.writeString(key, keyPem());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private final Issued authority;

    public Pki(String name) {
        Instant now = Instant.now();
        authority = make(name, Kind.EC, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), null);
    }

    /** The authority's own. */
    public Issued authority() {
        return authority;
    }

    /** Valid now, for the loopback address. */
    public Issued issue(String name) {
        return issue(name, Kind.EC);
    }

    public Issued issue(String name, Kind kind) {
        Instant now = Instant.now();
        return make(name, kind, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), authority);
    }

    public Issued issue(String name, Instant from, Instant to) {
        return make(name, Kind.EC, from, to, authority);
    }

    private static Issued make(String name, Kind kind, Instant from, Instant to, Issued issuer) {
        try {
            KeyPair keys = kind.pair();
            X500Name subject = new X500Name("CN=" + name);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer == null
                            ? subject
                            : new X500Name(issuer.certificate()
                                    .getSubjectX500Principal()
                                    .getName()),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
            if (issuer != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
            }
            var signer = new JcaContentSignerBuilder(issuer == null ? kind.signature : Kind.EC.signature)
                    .build((issuer == null ? keys : issuer.keys()).getPrivate());
            return new Issued(new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** For clients that believe this authority, and show these certificates. */
    public SSLContext clients(Issued... own) {
        try {
            char[] none = {};
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, none);
            for (Issued each : own) {
                keys.setKeyEntry("own", each.keys().getPrivate(), none, new X509Certificate[] {each.certificate()});
            }
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(keys, none);
            return clientsWith(shown.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** For clients that believe this authority, and show what these say. */
    public SSLContext clientsWith(KeyManager... own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, new char[0]);
            trusted.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
