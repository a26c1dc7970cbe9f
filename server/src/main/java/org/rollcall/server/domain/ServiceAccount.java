package org.rollcall.server.domain;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Somebody of the domain by whom other users are read. The password is looked up for each logon, so that it can be changed
 * while the server runs.
 *
 * @param name as the controller takes it
 * @param password the file whose first line it is
 */
record ServiceAccount(String name, Path password) {
    /** @throws LDAPException where the connection is not this account's then */
    void bind(LDAPConnection connection) throws LDAPException {
        try {
            connection.bind(new SimpleBindRequest(name, firstLine(password)));
        } catch (LDAPException e) {
            throw new LDAPException(
                    e.getResultCode(), "domain.account " + name + " can't log on: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LDAPException(ResultCode.PARAM_ERROR, "domain.accountPassword: " + e.getMessage(), e);
        }
    }

    /** @throws IOException where there is none, with what is wrong */
    static String firstLine(Path file) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new IOException(file + " has no password in its first line"));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new IOException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
