package org.rollcall.identity.password;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The file of 32 octets, for its owner's eyes only, in which a server keeps its key. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFile() {}

    /**
     * Reads the key, or makes one where there is no file yet.
     *
     * @param random of cryptographic strength
     * @throws IOException when the file cannot be read or made, is none of a key, or others than its owner may touch it;
     *     the message says what to do
     */
    public static ServerKey readOrCreate(Path file, RandomGenerator random) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            create(file, random);
        }
        return read(file);
    }

    private static ServerKey read(Path file) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() != ServerKey.OCTETS) {
            throw new IOException(file + " is not a key of this server, which is a file of " + ServerKey.OCTETS
                    + " octets: put the right one in its place, or move it away to get a new key, with which NT hashes"
                    + " that are kept can't be read");
        }
        if (!OWNERS.containsAll(attributes.permissions())) {
            throw new IOException(file + " can be touched by others than its owner ("
                    + PosixFilePermissions.toString(attributes.permissions()) + "), so that the key may be known:"
                    + " find out who has read it, then chmod 600 " + file);
        }
        byte[] octets = Files.readAllBytes(file);
        return new ServerKey(Secret.wrap(octets));
    }

    /** What others may see of the making is a file with another name that they cannot read, never half a key. */
    private static void create(Path file, RandomGenerator random) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is not the name of a file");
        }
        Path newborn = Files.createTempFile(
                folder,
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileOutputStream out = new FileOutputStream(newborn.toFile())) {
                out.write(Secret.random(ServerKey.OCTETS, random).unsafeArray());
                out.getFD().sync();
            }
            Files.createLink(file, newborn);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: its key is the one.
            return;
        } finally {
            Files.delete(newborn);
        }
    }
}
