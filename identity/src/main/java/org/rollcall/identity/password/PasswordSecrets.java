package org.rollcall.identity.password;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * All that is kept of a password.
 *
 * <pre>
 * version 1 | which password it is 8 | Argon2id: memory 4, iterations 4, lanes 4, salt, tag | SCRAM: iterations 4, salt, stored key, server key
 * whether there is an NT hash 1 | its nonce, sealed
 * </pre>
 *
 * A run of octets has its length before it, in one octet.
 */
public final class PasswordSecrets {
    private static final int VERSION = 1;

    private final long passwordId;
    private final Argon2Hash hash;
    private final ScramVerifier scram;
    private final Optional<SealedNtHash> ntHash;

    /** @param passwordId drawn anew for each password that is set */
    PasswordSecrets(long passwordId, Argon2Hash hash, ScramVerifier scram, Optional<SealedNtHash> ntHash) {
        this.passwordId = passwordId;
        this.hash = hash;
        this.scram = scram;
        this.ntHash = ntHash;
    }

    /** Whether both were kept of one password when it was set, however they have been renewed since. */
    public boolean isOfSamePassword(PasswordSecrets other) {
        return passwordId == other.passwordId;
    }

    PasswordSecrets renewed(Argon2Hash hash, ScramVerifier scram) {
        return new PasswordSecrets(passwordId, hash, scram, ntHash);
    }

    Argon2Hash hash() {
        return hash;
    }

    public ScramVerifier scram() {
        return scram;
    }

    /** There only for an account that may log on by NTLM. */
    public Optional<SealedNtHash> ntHash() {
        return ntHash;
    }

    /** The same, for an account that may log on by NTLM. */
    public PasswordSecrets withNtHash(SealedNtHash sealed) {
        return new PasswordSecrets(passwordId, hash, scram, Optional.of(sealed));
    }

    public PasswordSecrets withoutNtHash() {
        return new PasswordSecrets(passwordId, hash, scram, Optional.empty());
    }

    /** What {@link #decode} reads. */
    public OctetString encode() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            out.writeLong(passwordId);
            out.writeInt(hash.settings().memoryKib());
            out.writeInt(hash.settings().iterations());
            out.writeInt(hash.settings().parallelism());
            write(out, hash.salt());
            write(out, hash.tag());
            out.writeInt(scram.iterations());
            write(out, scram.salt());
            write(out, scram.storedKey());
            write(out, scram.serverKey());
            out.writeBoolean(ntHash.isPresent());
            if (ntHash.isPresent()) {
                write(out, ntHash.get().nonce());
                write(out, ntHash.get().sealed());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return OctetString.wrap(octets.toByteArray());
    }

    private static void write(DataOutputStream out, Secret secret) throws IOException {
        out.writeByte(secret.length());
        out.write(secret.unsafeArray());
    }

    /**
     * Reads what {@link #encode} wrote, and nothing behind it.
     *
     * @throws UnreadableSecretsException if it is none, or one of a later form
     */
    public static PasswordSecrets decode(OctetString octets) throws UnreadableSecretsException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets.unsafeArray()))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new UnreadableSecretsException(
                        "password data of form " + version + "; this version reads " + VERSION);
            }
            PasswordSecrets secrets = new PasswordSecrets(in.readLong(), readHash(in), readScram(in), readNtHash(in));
            if (in.available() > 0) {
                throw new UnreadableSecretsException(in.available() + " octets behind the password data");
            }
            return secrets;
        } catch (EOFException e) {
            throw new UnreadableSecretsException("password data that ends too early");
        } catch (IllegalArgumentException e) {
            throw new UnreadableSecretsException("password data with " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Argon2Hash readHash(DataInputStream in) throws IOException {
        Argon2Settings settings = new Argon2Settings(in.readInt(), in.readInt(), in.readInt());
        Secret salt = read(in);
        Secret tag = read(in);
        if (salt.length() != Argon2Hash.SALT_OCTETS || tag.length() != Argon2Hash.TAG_OCTETS) {
            throw new IllegalArgumentException(
                    "an Argon2 salt of " + salt.length() + " octets and a tag of " + tag.length());
        }
        return new Argon2Hash(settings, salt, tag);
    }

    private static ScramVerifier readScram(DataInputStream in) throws IOException {
        int iterations = in.readInt();
        return new ScramVerifier(read(in), iterations, read(in), read(in));
    }

    private static Optional<SealedNtHash> readNtHash(DataInputStream in) throws IOException {
        int present = in.readUnsignedByte();
        return switch (present) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new SealedNtHash(read(in), read(in)));
            default -> throw new IllegalArgumentException("a mark of " + present + " where 0 or 1 belongs");
        };
    }

    private static Secret read(DataInputStream in) throws IOException {
        byte[] octets = new byte[in.readUnsignedByte()];
        in.readFully(octets);
        return Secret.wrap(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordSecrets that
                && passwordId == that.passwordId
                && hash.equals(that.hash)
                && scram.equals(that.scram)
                && ntHash.equals(that.ntHash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "what is kept of a password" + (ntHash.isPresent() ? ", with an NT hash" : "");
    }
}
