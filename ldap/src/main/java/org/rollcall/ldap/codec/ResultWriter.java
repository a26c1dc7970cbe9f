package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.message.ResultCode;

/** Writes results that say nothing but a code, for the hot paths: straight into the buffer, allocating nothing. */
public final class ResultWriter {
    /** ENUMERATED of one octet and two empty strings. */
    private static final int RESULT_OCTETS = 7;

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
        switch (idOctets) {
            case 1 -> out.writeByte(messageId);
            case 2 -> out.writeShort(messageId);
            case 3 -> out.writeMedium(messageId);
            default -> out.writeInt(messageId);
        }
        out.writeInt(responseTag << 24 | RESULT_OCTETS << 16 | Ber.ENUMERATED << 8 | 1);
        out.writeByte(value);
        out.writeInt(Ber.OCTET_STRING << 24 | Ber.OCTET_STRING << 8);
    }
}
