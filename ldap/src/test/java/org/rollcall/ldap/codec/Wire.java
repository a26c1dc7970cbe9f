package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.message.LdapMessage;

/** Between messages and arrays of octets, for tests. */
public final class Wire {
    private Wire() {}

    public static byte[] encode(LdapMessage message) {
        return encode(message, TextEncoding.UTF_8);
    }

    public static byte[] encode(LdapMessage message, TextEncoding text) {
        ByteBuf out = Unpooled.buffer();
        new MessageEncoder().encode(message, out, text);
        return octets(out);
    }

    public static LdapMessage decode(byte[] octets) throws ProtocolException {
        return decode(octets, DecoderLimits.DEFAULT);
    }

    public static LdapMessage decode(byte[] octets, DecoderLimits limits) throws ProtocolException {
        return new MessageDecoder(limits).decode(Unpooled.wrappedBuffer(octets));
    }

    /** Hexadecimal digits, with any blanks between them. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    public static byte[] octets(ByteBuf buffer) {
        byte[] octets = new byte[buffer.readableBytes()];
        buffer.readBytes(octets);
        return octets;
    }
}
