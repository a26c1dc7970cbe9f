package org.rollcall.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ldif.ExternalValues;

/** Values of an LDIF file that stand in other files of this machine. */
final class FileValues implements ExternalValues {
    @Override
    public OctetString read(String url, int maxBytes) throws IOException {
        Path file = path(url);
        try (InputStream in = Files.newInputStream(file)) {
            return OctetString.wrap(in.readNBytes(maxBytes == Integer.MAX_VALUE ? maxBytes : maxBytes + 1));
        } catch (IOException e) {
            throw new IOException("cannot be read: " + e, e);
        }
    }

    private static Path path(String url) throws IOException {
        try {
            URI uri = URI.create(url);
            if ("file".equalsIgnoreCase(uri.getScheme())) {
                return Path.of(uri);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("is no URL of a file here: " + e.getMessage(), e);
        }
        throw new IOException("only URLs that begin with file:// are read");
    }
}
