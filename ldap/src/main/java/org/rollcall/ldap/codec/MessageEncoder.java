package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.Response;

/**
 * Writes whole PDUs, requests and responses, with definite, minimal lengths and without anything that RFC 4511 lets one
 * leave out. Octet strings go out as they are; text is written in the encoding given, so that a version 2 reply is
 * ISO-8859-1.
 *
 * <p>An instance keeps a modest array between messages, so it serves one thread, best one event loop with all its
 * connections.
 */
public final class MessageEncoder {
    private final BerWriter writer = new BerWriter();

    /** Appends the message. */
    public void encode(LdapMessage message, ByteBuf out, TextEncoding text) {
        writer.clear();
        if (!message.controls().isEmpty()) {
            controls(writer, message.controls(), text);
        }
        switch (message.op()) {
            case Request request -> RequestEncoder.write(writer, request, text);
            case Response response -> ResponseEncoder.write(writer, response, text);
        }
        writer.integer(Ber.INTEGER, message.messageId());
        writer.close(Ber.SEQUENCE, 0);
        writer.copyTo(out);
    }

    /** RFC 4511 §4.1.11. */
    static void controls(BerWriter out, List<Control> controls, TextEncoding text) {
        int list = out.size();
        for (int i = controls.size() - 1; i >= 0; i--) {
            Control control = controls.get(i);
            int mark = out.size();
            if (control.value().isPresent()) {
                out.octetString(control.value().get());
            }
            if (control.critical()) {
                out.bool(Ber.BOOLEAN, true);
            }
            Texts.write(out, Ber.OCTET_STRING, control.oid(), text);
            out.close(Ber.SEQUENCE, mark);
        }
        out.close(Tags.CONTROLS, list);
    }

    static void attributes(BerWriter out, List<Attribute> attributes, TextEncoding text) {
        int list = out.size();
        for (int i = attributes.size() - 1; i >= 0; i--) {
            attribute(out, attributes.get(i), text);
        }
        out.close(Ber.SEQUENCE, list);
    }

    static void attribute(BerWriter out, Attribute attribute, TextEncoding text) {
        int mark = out.size();
        for (int i = attribute.values().size() - 1; i >= 0; i--) {
            out.octetString(attribute.values().get(i));
        }
        out.close(Ber.SET, mark);
        Texts.write(out, Ber.OCTET_STRING, attribute.description(), text);
        out.close(Ber.SEQUENCE, mark);
    }
}
