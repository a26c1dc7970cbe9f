package org.rollcall.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.rollcall.server.config.TlsSettings;

/**
 * The files that encryption rests on, as they were when they were read; equal where nothing has changed since.
 *
 * @param password of the key, where it has one
 * @param clientCa authorities of clients' certificates, where these are wanted
 */
record TlsFiles(Content certificate, Content key, Optional<Content> password, Optional<Content> clientCa) {
    /** More than any chain of certificates has, in octets: a name that was mistaken should not fill the memory. */
    private static final int LARGEST = 1 << 20;

    /** A file and what it holds. */
    record Content(Path file, ByteBuffer read) {
        byte[] octets() {
            byte[] octets = new byte[read.remaining()];
            read.duplicate().get(octets);
            return octets;
        }
    }

    /**
     * Reads them.
     *
     * @throws TlsException where one can't be read
     */
    static TlsFiles read(TlsSettings settings) throws TlsException {
        return new TlsFiles(
                read("tls.certificate", settings.certificate()),
                read("tls.key", settings.key()),
                isGiven(settings.keyPassword())
                        ? Optional.of(read("tls.keyPassword", settings.keyPassword()))
                        : Optional.empty(),
                settings.clientCertificates() != TlsSettings.ClientCertificates.NONE
                        ? Optional.of(read("tls.clientCa", settings.clientCa()))
                        : Optional.empty());
    }

    static boolean isGiven(Path file) {
        return !file.toString().isEmpty();
    }

    static Content read(String setting, Path file) throws TlsException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] octets = stream.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new TlsException(
                        setting + ": " + file + " is larger than " + LARGEST + " octets: not what it is for");
            }
            return new Content(file, ByteBuffer.wrap(octets).asReadOnlyBuffer());
        } catch (NoSuchFileException e) {
            throw new TlsException(setting + ": there is no file " + file.toAbsolutePath(), e);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "no access" : e.getReason();
            throw new TlsException(setting + ": " + file + " cannot be read: " + reason, e);
        } catch (IOException e) {
            throw new TlsException(setting + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
