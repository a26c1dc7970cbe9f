package org.rollcall.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key and the certificates that tell whose it is, the key's own first. They belong together: that was tried.
 *
 * @param clientAuthorities who vouches for clients' certificates
 */
record KeyMaterial(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> clientAuthorities) {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";

    KeyMaterial {
        chain = List.copyOf(chain);
        clientAuthorities = List.copyOf(clientAuthorities);
    }

    /**
     * Takes them out of files.
     *
     * @throws TlsException where something is missing, damaged, or not of the same pair
     */
    static KeyMaterial of(TlsFiles files) throws TlsException {
        List<X509Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files, chain.getFirst().getPublicKey());
        check(files, chain, key);
        return new KeyMaterial(
                key,
                chain,
                files.clientCa().isPresent() ? certificates(files.clientCa().get()) : List.of());
    }

    /** All that a file has. */
    static List<X509Certificate> certificates(TlsFiles.Content content) throws TlsException {
        List<X509Certificate> found = new ArrayList<>();
        for (Pem block : Pem.blocks(content.file(), content.octets())) {
            if (block.label().equals(CERTIFICATE)) {
                try {
                    found.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.octets())));
                } catch (GeneralSecurityException e) {
                    throw block.damaged(e);
                }
            }
        }
        if (found.isEmpty()) {
            throw new TlsException(
                    content.file() + " has no certificate in PEM form: no line -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    /** The key, read as one of the kind that the certificate has. */
    private static PrivateKey key(TlsFiles files, PublicKey certified) throws TlsException {
        Path file = files.key().file();
        for (Pem block : Pem.blocks(file, files.key().octets())) {
            switch (block.label()) {
                case KEY -> {
                    return key(block, new PKCS8EncodedKeySpec(block.octets()), certified);
                }
                case ENCRYPTED_KEY -> {
                    return key(block, decrypt(block, files.password()), certified);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                    throw new TlsException(file + ":" + block.line() + ": a key in an older form than PKCS #8; `openssl"
                            + " pkcs8 -topk8 -nodes -in " + file + " -out NEW` makes one of it that can be read");
                default -> {
                    // Parameters, certificates: files have all sorts of things before the key.
                }
            }
        }
        throw new TlsException(file + " has no private key in PEM form: no line -----BEGIN PRIVATE KEY-----");
    }

    private static PrivateKey key(Pem block, PKCS8EncodedKeySpec spec, PublicKey certified) throws TlsException {
        try {
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            throw new TlsException(
                    block.file() + ":" + block.line() + ": not a key of the kind that the certificate has ("
                            + certified.getAlgorithm() + "), or damaged",
                    e);
        } catch (GeneralSecurityException e) {
            throw unsupported(certified, e);
        }
    }

    private static PKCS8EncodedKeySpec decrypt(Pem block, Optional<TlsFiles.Content> password) throws TlsException {
        if (password.isEmpty()) {
            throw new TlsException(block.file() + " is encrypted: tls.keyPassword names the file of its password");
        }
        String first = new String(password.get().octets(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        PBEKeySpec spec = new PBEKeySpec(first.toCharArray());
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(block.octets());
            // PBES2 is a frame: which ciphers it is about, its parameters say.
            String scheme =
                    info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                            ? info.getAlgParameters().toString()
                            : info.getAlgName();
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(spec),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new TlsException(
                    block.file() + " cannot be decrypted with the password in "
                            + password.get().file(),
                    e);
        } catch (IOException e) {
            throw block.damaged(e);
        } finally {
            spec.clearPassword();
        }
    }

    private static void check(TlsFiles files, List<X509Certificate> chain, PrivateKey key) throws TlsException {
        if (isPair(chain.getFirst().getPublicKey(), key)) {
            return;
        }
        for (X509Certificate other : chain.subList(1, chain.size())) {
            if (other.getPublicKey()
                            .getAlgorithm()
                            .equals(chain.getFirst().getPublicKey().getAlgorithm())
                    && isPair(other.getPublicKey(), key)) {
                throw new TlsException(files.certificate().file()
                        + ": the server's own certificate must come first, and" + " those that it rests on after it");
            }
        }
        throw new TlsException("the key in " + files.key().file() + " does not belong to the certificate in "
                + files.certificate().file());
    }

    /** Whether what the one signs the other confirms. */
    private static boolean isPair(PublicKey certified, PrivateKey key) throws TlsException {
        byte[] anything = {1};
        try {
            Signature signature = Signature.getInstance(
                    switch (certified.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> certified.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(anything);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw unsupported(certified, e);
        }
    }

    private static TlsException unsupported(PublicKey certified, GeneralSecurityException cause) {
        return new TlsException(
                "certificates with keys of the kind " + certified.getAlgorithm()
                        + " are not supported; RSA, EC and EdDSA are",
                cause);
    }
}
