/**
 * What encryption needs beside connections: certificates and keys from files, read again when the files change, the rules
 * by which connections are encrypted, and certificates for a first try. What happens on a connection is {@code net}'s
 * affair, what follows from it {@code session}'s.
 */
@NullMarked
package org.rollcall.server.tls;

import org.jspecify.annotations.NullMarked;
