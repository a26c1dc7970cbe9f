package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.message.ResultCode;

/** Writes results that say nothing but a code, for the hot paths: straight into the buffer, allocating nothing. */
public final class ResultWriter {
    /** ENUMERATED of one octet and two empty strings. */
    private static final int RESULT_OCTETS = 7;

    /** An operation up to this length leaves the message's own length one octet. */
    private static final int SHORT = 100;

    private ResultWriter() {}

    /** Appends a successful SearchResultDone. */
    public static void searchDone(ByteBuf out, int messageId) {
        write(out, messageId, Tags.SEARCH_RESULT_DONE, ResultCode.SUCCESS);
    }

    /**
     * Appends a response that consists of an LDAPResult with empty matchedDN and diagnosticMessage.
     *
     * @param responseTag one of {@link Tags}
     * @param code from 0 to 127, which all registered codes are
     */
    public static void write(ByteBuf out, int messageId, int responseTag, ResultCode code) {
        int value = code.value();
        if (value < 0 || value > 0x7f) {
            throw new IllegalArgumentException("result code " + value);
        }
        int idOctets = Ber.integerSize(messageId);
        out.ensureWritable(idOctets + 13);
        out.writeInt(Ber.SEQUENCE << 24 | (idOctets + 11) << 16 | Ber.INTEGER << 8 | idOctets);
        id(out, messageId, idOctets);
        out.writeInt(responseTag << 24 | RESULT_OCTETS << 16 | Ber.ENUMERATED << 8 | 1);
        out.writeByte(value);
        out.writeInt(Ber.OCTET_STRING << 24 | Ber.OCTET_STRING << 8);
    }

    /**
     * Appends a message around an operation that is encoded already.
     *
     * @param operation tag and length included, at most 100 octets
     */
    public static void operation(ByteBuf out, int messageId, byte[] operation) {
        if (operation.length > SHORT) {
            throw new IllegalArgumentException("an operation of " + operation.length + " octets");
        }
        int idOctets = Ber.integerSize(messageId);
        out.ensureWritable(idOctets + 4 + operation.length);
        out.writeInt(Ber.SEQUENCE << 24 | (idOctets + 2 + operation.length) << 16 | Ber.INTEGER << 8 | idOctets);
        id(out, messageId, idOctets);
        out.writeBytes(operation);
    }

    private static void id(ByteBuf out, int messageId, int idOctets) {
        switch (idOctets) {
            case 1 -> out.writeByte(messageId);
            case 2 -> out.writeShort(messageId);
            case 3 -> out.writeMedium(messageId);
            default -> out.writeInt(messageId);
        }
    }
}
