package org.rollcall.server.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A socket in the file system that only its owner may use, at every moment: it is made in a folder that nobody else may
 * enter, and moved to its place when its mode is right. In that way it takes the place of one that a killed server left.
 */
final class ControlSocket implements AutoCloseable {
    /** Octets of a name that Java leaves of the 108 in {@code sockaddr_un}. */
    private static final int MOST_OCTETS = 106;

    private static final String NURSERY = ".control";
    private static final String NEWBORN = "s";

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object key;

    private ControlSocket(Path path, ServerSocketChannel channel, @Nullable Object key) {
        this.path = path;
        this.channel = channel;
        this.key = key;
    }

    /**
     * Makes it.
     *
     * @throws IOException if that cannot be, with a message for operators
     */
    static ControlSocket open(Path path) throws IOException {
        Path folder = path.resolveSibling(NURSERY);
        Path newborn = folder.resolve(NEWBORN);
        if (octets(path) > MOST_OCTETS || octets(newborn) > MOST_OCTETS) {
            throw new IOException("its name is too long: the system allows " + MOST_OCTETS + " octets, and there are "
                    + Math.max(octets(path), octets(newborn)) + " with " + path
                    + "; choose a shorter one by --control.socket");
        }
        refuseOthers(path);
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException("there is no directory for " + path);
        }
        remove(folder);
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(newborn));
            Files.setPosixFilePermissions(newborn, PosixFilePermissions.fromString("rw-------"));
            Object key = key(newborn);
            Files.move(newborn, path, StandardCopyOption.ATOMIC_MOVE);
            return new ControlSocket(path, channel, key);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } finally {
            remove(folder);
        }
    }

    private static int octets(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static void refuseOthers(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("there is something else than a socket: " + path);
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new InUseException("another server is using " + path);
        } catch (InUseException e) {
            throw e;
        } catch (IOException e) {
            // Nobody is behind it any more.
            return;
        }
    }

    private static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(String message) {
            super(message);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /** Ends it, and takes its name away, unless that is another's by now. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (key != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(key(path))) {
            Files.delete(path);
        }
    }
}
