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
 * Cookies of paged results (RFC 2696): a position in the directory's stable order, authenticated, good for one asker and
 * one search only. The server keeps nothing between pages.
 */
final class PageCookies {
    /** What stands behind the last page. */
    static final Control LAST_PAGE = new PagedResults(0, OctetString.EMPTY).toControl(false);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_OCTETS = 32;
    private static final int MAC_OCTETS = 16;

    private final SecretKeySpec key;

    PageCookies(RandomGenerator random) {
        byte[] secret = new byte[KEY_OCTETS];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The cookie for going on after this position. */
    OctetString after(long position, Asker asker, SearchRequest search) {
        ByteBuffer cookie = ByteBuffer.allocate(Long.BYTES + MAC_OCTETS);
        cookie.putLong(position).put(mac(position, asker, search));
        return OctetString.wrap(cookie.array());
    }

    /** The position in the cookie; nothing where it was not given to this asker for this search. */
    OptionalLong position(OctetString cookie, Asker asker, SearchRequest search) {
        if (cookie.length() != Long.BYTES + MAC_OCTETS) {
            return OptionalLong.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(cookie.toByteArray());
        long position = read.getLong();
        byte[] claimed = new byte[MAC_OCTETS];
        read.get(claimed);
        return MessageDigest.isEqual(claimed, mac(position, asker, search))
                ? OptionalLong.of(position)
                : OptionalLong.empty();
    }

    private byte[] mac(long position, Asker asker, SearchRequest search) {
        ByteBuf encoded = Unpooled.buffer();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            new MessageEncoder().encode(new LdapMessage(0, search), encoded, TextEncoding.UTF_8);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
            mac.update(encoded.nioBuffer());
            mac.update(asker.toString().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), MAC_OCTETS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } finally {
            encoded.release();
        }
    }
}
