package org.rollcall.ldap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How text stands on the wire: UTF-8 in version 3, ISO-8859-1 in version 2 (decision 2 of the dialect). */
public enum TextEncoding {
    UTF_8 {
        // What is not valid UTF-8 is read as ISO-8859-1.
        @Override
        public String decode(byte[] bytes) {
            for (byte b : bytes) {
                if (b < 0) {
                    try {
                        return StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
                    } catch (CharacterCodingException e) {
                        return new String(bytes, StandardCharsets.ISO_8859_1);
                    }
                }
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        @Override
        public byte[] encode(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    },
    ISO_8859_1 {
        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        // What lies above U+00FF becomes a question mark.
        @Override
        public byte[] encode(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    public abstract String decode(byte[] bytes);

    public abstract byte[] encode(String text);

    public final String decode(OctetString octets) {
        return decode(octets.unsafeArray());
    }
}
