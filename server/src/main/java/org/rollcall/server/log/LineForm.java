package org.rollcall.server.log;

import java.net.InetAddress;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.rollcall.ldap.OctetString;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.OperationKind;

/** How the parts of a line are written: for people, or as one JSON object (RFC 8259). */
public enum LineForm {
    /** Words behind each other; what clients sent stands in quotes. */
    TEXT("uuuu-MM-dd HH:mm:ss.", "' '", "\n") {
        @Override
        void name(Line line, String name) {
            line.put(" ");
            line.put(name);
            line.put("=");
        }

        @Override
        void word(Line line, String name, String word) {
            name(line, name);
            line.put(word);
        }

        @Override
        void who(Line line, Client client, ProtocolVersion version) {
            line.put(address(client));
            line.put(" ");
            line.number(client.remote().getPort());
            line.put(" v");
            line.number(version == ProtocolVersion.V2 ? 2 : 3);
            line.put(" #");
        }

        @Override
        void operation(Line line, OperationKind kind) {
            line.put(" ");
            line.put(kind.label());
        }
    },

    /** A member for each part, under the same name. */
    JSON("'{\"time\":\"'uuuu-MM-dd'T'HH:mm:ss.", "xxx'\",'", "}\n") {
        @Override
        void name(Line line, String name) {
            line.put(",\"");
            line.put(name);
            line.put("\":");
        }

        @Override
        void word(Line line, String name, String word) {
            name(line, name);
            line.quoted(word);
        }

        @Override
        void who(Line line, Client client, ProtocolVersion version) {
            line.put("\"client\":\"");
            line.put(address(client));
            line.put("\",\"port\":");
            line.number(client.remote().getPort());
            line.put(",\"version\":");
            line.number(version == ProtocolVersion.V2 ? 2 : 3);
            line.put(",\"id\":");
        }

        @Override
        void operation(Line line, OperationKind kind) {
            word(line, "operation", kind.label());
        }
    };

    /** How the time is written up to its milliseconds, which follow as three digits. */
    final DateTimeFormatter beforeMillis;

    final DateTimeFormatter afterMillis;
    /** The end of each line. */
    final String end;

    LineForm(String beforeMillis, String afterMillis, String end) {
        this.beforeMillis = DateTimeFormatter.ofPattern(beforeMillis, Locale.ROOT);
        this.afterMillis = DateTimeFormatter.ofPattern(afterMillis, Locale.ROOT);
        this.end = end;
    }

    /** What stands before the value of a part. */
    abstract void name(Line line, String name);

    /** A part whose value is a word of ours. */
    abstract void word(Line line, String name, String word);

    /** Who sent a request, up to the request's id. */
    abstract void who(Line line, Client client, ProtocolVersion version);

    /** What kind of request it was. */
    abstract void operation(Line line, OperationKind kind);

    final void number(Line line, String name, long number) {
        name(line, name);
        line.number(number);
    }

    final void text(Line line, String name, OctetString text) {
        name(line, name);
        line.quoted(text);
    }

    final void text(Line line, String name, String text) {
        name(line, name);
        line.quoted(text);
    }

    private static String address(Client client) {
        return client.observed().map(InetAddress::getHostAddress).orElse("-");
    }
}
