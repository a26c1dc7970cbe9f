package org.rollcall.server.log;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.OperationKind;

/**
 * Makes the lines of one event loop, on its thread, in its ring. What comes again and again is kept as octets, so that
 * the line of a request that was not decoded takes some copying and no memory.
 */
final class LineDesk {
    /** Clients whose octets are kept; a power of two. */
    private static final int CLIENTS = 1_024;

    private final LineForm form;
    private final LineRing ring;
    private final LineTime time;
    private final UndecodedWords undecoded;
    private final Line line = new Line();
    private final @Nullable Who[] clients = new @Nullable Who[CLIENTS];
    private final byte[] microseconds;

    /** A client and what its lines say of it. */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Who(Client client, ProtocolVersion version, byte[] text) {}

    LineDesk(LineForm form, LineRing ring, InstantSource wall, ZoneId zone) {
        this.form = form;
        this.ring = ring;
        this.time = new LineTime(form, wall, zone);
        this.undecoded = new UndecodedWords(form);
        byte[] room = new byte[Line.LONGEST];
        line.begin(room, 0);
        form.name(line, "us");
        this.microseconds = Arrays.copyOf(room, line.end());
    }

    /** Makes the line of an operation. */
    void ended(
            Client client,
            ProtocolVersion version,
            LdapMessage request,
            OperationKind kind,
            ResultCode code,
            long entries,
            long startedNanos,
            long endedNanos) {
        if (begin(client, version, request.messageId(), endedNanos)) {
            Words.put(line, form, kind, request, code);
            end(kind, entries, endedNanos - startedNanos);
        }
    }

    /** Makes the line of an operation that succeeded without having been decoded. */
    void answered(
            Client client,
            ProtocolVersion version,
            RequestOctets request,
            OperationKind kind,
            long entries,
            long startedNanos,
            long endedNanos) {
        if (begin(client, version, request.messageId(), endedNanos)) {
            undecoded.put(line, kind, request);
            end(kind, entries, endedNanos - startedNanos);
        }
    }

    private boolean begin(Client client, ProtocolVersion version, int messageId, long nowNanos) {
        int index = ring.begin();
        if (index == LineRing.FULL) {
            return false;
        }
        line.begin(ring.octets(), index);
        line.put(time.text(nowNanos));
        line.put(who(client, version));
        line.number(messageId);
        return true;
    }

    private void end(OperationKind kind, long entries, long nanos) {
        if (kind == OperationKind.SEARCH) {
            line.number(entries);
        }
        line.put(microseconds);
        line.number(nanos / 1_000);
        line.put(form.end);
        ring.end(line.end());
    }

    private byte[] who(Client client, ProtocolVersion version) {
        int place = client.remote().getPort() & (CLIENTS - 1);
        Who who = clients[place];
        if (who == null || who.version() != version || !who.client().equals(client)) {
            who = new Who(client, version, text(client, version));
            clients[place] = who;
        }
        return who.text();
    }

    private byte[] text(Client client, ProtocolVersion version) {
        byte[] room = new byte[128];
        Line words = new Line();
        words.begin(room, 0);
        form.who(words, client, version);
        return Arrays.copyOf(room, words.end());
    }
}
