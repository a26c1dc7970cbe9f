package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rollcall.directory.Asker;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SearchRequest;

/**
 * Cookies of paged results (RFC 2696): a position in the directory's stable order, hidden and authenticated, good for one
 * asker and one search only. The server keeps nothing between pages.
 */
final class PageCookies {
    /** What stands behind the last page. */
    static final Control LAST_PAGE = new PagedResults(0, OctetString.EMPTY).toControl(false);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_OCTETS = 32;
    private static final int MAC_OCTETS = 16;

    private static final byte AUTHENTICATION = 0;
    private static final byte MASK = 1;

    private final SecretKeySpec key;

    PageCookies(RandomGenerator random) {
        byte[] secret = new byte[KEY_OCTETS];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The cookie for going on after this position. */
    OctetString after(long position, Asker asker, SearchRequest search) {
        byte[] mac = mac(position, asker, search);
        ByteBuffer cookie = ByteBuffer.allocate(Long.BYTES + MAC_OCTETS);
        cookie.putLong(position ^ mask(mac)).put(mac);
        return OctetString.wrap(cookie.array());
    }

    /** The position in the cookie; nothing where it was not given to this asker for this search. */
    OptionalLong position(OctetString cookie, Asker asker, SearchRequest search) {
        if (cookie.length() != Long.BYTES + MAC_OCTETS) {
            return OptionalLong.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(cookie.toByteArray());
        long masked = read.getLong();
        byte[] claimed = new byte[MAC_OCTETS];
        read.get(claimed);
        long position = masked ^ mask(claimed);
        return MessageDigest.isEqual(claimed, mac(position, asker, search))
                ? OptionalLong.of(position)
                : OptionalLong.empty();
    }

    // Positions count entries that the asker may not know of; as an initialization vector, the MAC hides this one.
    private long mask(byte[] mac) {
        try {
            return ByteBuffer.wrap(keyed(MASK).doFinal(mac)).getLong();
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    private Mac keyed(byte purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        mac.update(purpose);
        return mac;
    }

    private static IllegalStateException unsupported(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }

    private byte[] mac(long position, Asker asker, SearchRequest search) {
        ByteBuf encoded = Unpooled.buffer();
        try {
            Mac mac = keyed(AUTHENTICATION);
            new MessageEncoder().encode(new LdapMessage(0, search), encoded, TextEncoding.UTF_8);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
            mac.update(encoded.nioBuffer());
            mac.update(asker.toString().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), MAC_OCTETS);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        } finally {
            encoded.release();
        }
    }
}
