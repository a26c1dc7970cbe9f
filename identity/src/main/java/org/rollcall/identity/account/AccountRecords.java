package org.rollcall.identity.account;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rollcall.access.descriptor.InvalidSidException;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.identity.password.UnreadableSecretsException;
import org.rollcall.identity.text.Utf8;
import org.rollcall.ldap.OctetString;

/**
 * The table of accounts: the authority, then accounts, then groups.
 *
 * <pre>
 * key: kind 1: 0 authority, 1 account, 2 group | RID 4, but for the authority
 * authority: version 1 | SID | next RID 8
 * account:   version 1 | SID | name | created 8, changed 8 | whether enabled 1 | length of the secrets 2, 0 for none, secrets
 * group:     version 1 | SID | name | created 8, changed 8 | members 4, each a SID
 * </pre>
 *
 * Instants are milliseconds since 1970. A SID has its length before it in one octet, a name in two.
 */
final class AccountRecords {
    /** A reader refuses others. */
    static final int VERSION = 1;

    static final OctetString AUTHORITY_KEY = OctetString.wrap(new byte[] {0});

    private static final int ACCOUNT = 1;
    private static final int GROUP = 2;
    private static final int KEY_OCTETS = 5;

    /** What the authority's record says. */
    record Authority(Sid sid, long nextRid) {}

    private AccountRecords() {}

    static OctetString key(Principal principal) {
        int kind = switch (principal) {
            case Account ignored -> ACCOUNT;
            case Group ignored -> GROUP;
        };
        return OctetString.wrap(ByteBuffer.allocate(KEY_OCTETS)
                .put((byte) kind)
                .putInt((int) Rids.rid(principal.sid()))
                .array());
    }

    /** What a key is of, for people. */
    static String describe(OctetString key) {
        if (key.equals(AUTHORITY_KEY)) {
            return "the server's authority";
        }
        return isOf(key, ACCOUNT) ? "account " + rid(key) : isOf(key, GROUP) ? "group " + rid(key) : "record " + key;
    }

    /** Whether this may be the key of an account or a group. */
    static boolean isPrincipal(OctetString key) {
        return isOf(key, ACCOUNT) || isOf(key, GROUP);
    }

    private static boolean isOf(OctetString key, int kind) {
        return key.length() == KEY_OCTETS && key.at(0) == kind;
    }

    /** The RID in the key of an account or a group. */
    static long rid(OctetString key) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(key.unsafeArray()).getInt(1));
    }

    static OctetString encode(Authority authority) {
        return written(out -> {
            writeSid(out, authority.sid());
            out.writeLong(authority.nextRid());
        });
    }

    static OctetString encode(Principal principal) {
        return written(out -> {
            writeSid(out, principal.sid());
            writeText(out, principal.name().toString());
            out.writeLong(principal.created().toEpochMilli());
            out.writeLong(principal.changed().toEpochMilli());
            switch (principal) {
                case Account account -> {
                    out.writeBoolean(account.enabled());
                    byte[] secrets = account.secrets()
                            .map(PasswordSecrets::encode)
                            .orElse(OctetString.EMPTY)
                            .unsafeArray();
                    out.writeShort(secrets.length);
                    out.write(secrets);
                }
                case Group group -> {
                    out.writeInt(group.members().size());
                    for (Sid member : group.members()) {
                        writeSid(out, member);
                    }
                }
            }
        });
    }

    private interface Contents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static OctetString written(Contents contents) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            contents.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return OctetString.wrap(octets.toByteArray());
    }

    private static void writeSid(DataOutputStream out, Sid sid) throws IOException {
        byte[] octets = sid.encode();
        out.writeByte(octets.length);
        out.write(octets);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(octets.length);
        out.write(octets);
    }

    static Authority readAuthority(OctetString value) throws UnreadableRecordException {
        return read(value, in -> {
            Sid sid = readSid(in);
            long nextRid = in.readLong();
            if (!Rids.isAuthority(sid) || nextRid < Snapshot.FIRST_RID) {
                throw new UnreadableRecordException("an authority " + sid + " whose next RID is " + nextRid);
            }
            return new Authority(sid, nextRid);
        });
    }

    /** @param key one that {@link #isPrincipal} */
    static Principal readPrincipal(OctetString key, OctetString value) throws UnreadableRecordException {
        Principal principal = read(value, in -> {
            Sid sid = readSid(in);
            AccountName name = readName(in);
            Instant created = Instant.ofEpochMilli(in.readLong());
            Instant changed = Instant.ofEpochMilli(in.readLong());
            return isOf(key, ACCOUNT)
                    ? new Account(sid, name, readBoolean(in), created, changed, readSecrets(in))
                    : new Group(sid, name, created, changed, readMembers(in));
        });
        Sid sid = principal.sid();
        if (sid.subAuthorityCount() < 2 || !Rids.isAuthority(Rids.authorityOf(sid)) || Rids.rid(sid) != rid(key)) {
            throw new UnreadableRecordException("the SID " + sid + ", which does not belong there");
        }
        return principal;
    }

    private interface Form<T> {
        T readFrom(DataInputStream in) throws IOException, UnreadableRecordException;
    }

    private static <T> T read(OctetString value, Form<T> form) throws UnreadableRecordException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value.unsafeArray()))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new UnreadableRecordException("form " + version + "; this version reads " + VERSION);
            }
            T read = form.readFrom(in);
            if (in.available() > 0) {
                throw new UnreadableRecordException(in.available() + " octets more than belong there");
            }
            return read;
        } catch (EOFException e) {
            throw new UnreadableRecordException("it ends too early");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sid readSid(DataInputStream in) throws IOException, UnreadableRecordException {
        try {
            return Sid.decode(readOctets(in, in.readUnsignedByte()));
        } catch (InvalidSidException e) {
            throw new UnreadableRecordException("" + e.getMessage());
        }
    }

    private static AccountName readName(DataInputStream in) throws IOException, UnreadableRecordException {
        String text = Utf8.decode(readOctets(in, in.readUnsignedShort()))
                .orElseThrow(() -> new UnreadableRecordException("a name that is not UTF-8"));
        try {
            return AccountName.of(text);
        } catch (AccountException e) {
            throw new UnreadableRecordException("a name that is none: " + e.getMessage());
        }
    }

    private static boolean readBoolean(DataInputStream in) throws IOException, UnreadableRecordException {
        int octet = in.readUnsignedByte();
        if (octet > 1) {
            throw new UnreadableRecordException("a mark of " + octet + " where 0 or 1 belongs");
        }
        return octet == 1;
    }

    private static Optional<PasswordSecrets> readSecrets(DataInputStream in)
            throws IOException, UnreadableRecordException {
        int length = in.readUnsignedShort();
        try {
            return length == 0
                    ? Optional.empty()
                    : Optional.of(PasswordSecrets.decode(OctetString.wrap(readOctets(in, length))));
        } catch (UnreadableSecretsException e) {
            throw new UnreadableRecordException("" + e.getMessage());
        }
    }

    private static Set<Sid> readMembers(DataInputStream in) throws IOException, UnreadableRecordException {
        Set<Sid> members = new HashSet<>();
        for (int left = in.readInt(); left != 0; left--) {
            members.add(readSid(in));
        }
        return members;
    }

    /** Takes no more room than there are octets, whatever a length says. */
    private static byte[] readOctets(DataInputStream in, int length) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException();
        }
        return octets;
    }
}
