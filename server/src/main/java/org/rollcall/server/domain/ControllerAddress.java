package org.rollcall.server.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a controller is. */
record ControllerAddress(String host, int port) {
    static final int LDAPS = 636;

    /** A name or an address, of version 6 in brackets, and perhaps a port. */
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:/\\[\\]]+))(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException where the text is none */
    static ControllerAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            String host = form.group(1) == null ? form.group(2) : form.group(1);
            int port = form.group(3) == null ? LDAPS : Integer.parseInt(form.group(3));
            if (port >= 1 && port <= 65_535) {
                return new ControllerAddress(host, port);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is neither HOST nor HOST:PORT");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
