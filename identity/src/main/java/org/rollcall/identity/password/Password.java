package org.rollcall.identity.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.rollcall.identity.text.Preparation;

/**
 * A password while it is looked at: as it was typed, and prepared by SASLprep, as it counts. Closing wipes both; after
 * that it has none to give.
 */
public final class Password implements AutoCloseable {
    /** The longest password, in UTF-8. */
    public static final int MAX_OCTETS = 1024;

    private final char[] typed;
    private final char[] prepared;
    private volatile boolean closed;

    private Password(char[] typed, char[] prepared) {
        this.typed = typed;
        this.prepared = prepared;
    }

    /**
     * A copy; wiping the original is the caller's.
     *
     * @throws InvalidPasswordException if it is empty, too long, or has characters that SASLprep forbids
     */
    public static Password of(char[] text) throws InvalidPasswordException {
        // Not one character takes less than an octet: what is certainly too long is not prepared.
        if (text.length > MAX_OCTETS) {
            throw tooLong();
        }
        char[] prepared = Preparation.exact(text)
                .orElseThrow(() -> new InvalidPasswordException("the password has characters that none may have"));
        Password password = new Password(text.clone(), prepared);
        byte[] octets = password.utf8();
        Arrays.fill(octets, (byte) 0);
        if (octets.length == 0 || octets.length > MAX_OCTETS) {
            password.close();
            throw octets.length == 0 ? new InvalidPasswordException("the password is empty") : tooLong();
        }
        return password;
    }

    /**
     * A copy of what is UTF-8; wiping the original is the caller's.
     *
     * @throws InvalidPasswordException as {@link #of}, and if the octets are not UTF-8
     */
    public static Password ofUtf8(byte[] octets) throws InvalidPasswordException {
        if (octets.length > MAX_OCTETS) {
            throw tooLong();
        }
        char[] buffer = new char[octets.length];
        CharBuffer decoded = CharBuffer.wrap(buffer);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        char[] text = {};
        try {
            if (decoder.decode(ByteBuffer.wrap(octets), decoded, true).isError()) {
                throw new InvalidPasswordException("the password is not UTF-8");
            }
            text = Arrays.copyOf(buffer, decoded.position());
            return of(text);
        } finally {
            Arrays.fill(buffer, '\0');
            Arrays.fill(text, '\0');
        }
    }

    private static InvalidPasswordException tooLong() {
        return new InvalidPasswordException("the password has more than " + MAX_OCTETS + " octets");
    }

    /** What a function makes of the characters as they were typed, which it must not keep. */
    public <T> T ofTyped(Function<char[], T> function) {
        check();
        char[] copy = typed.clone();
        try {
            return function.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    /** The prepared characters, for readers that neither write nor keep them. */
    char[] prepared() {
        check();
        return prepared;
    }

    /** The characters as they were typed, in UTF-8, for whoever judges them elsewhere; whoever asks wipes them. */
    public byte[] typedUtf8() {
        check();
        return utf8(typed);
    }

    /** The prepared characters in UTF-8; whoever asks wipes them. */
    byte[] utf8() {
        check();
        return utf8(prepared);
    }

    private static byte[] utf8(char[] characters) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        byte[] room = new byte[(int) Math.ceil(characters.length * (double) encoder.maxBytesPerChar())];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        if (encoder.encode(CharBuffer.wrap(characters), encoded, true).isError()) {
            throw new IllegalStateException("preparation let half a surrogate pair pass");
        }
        byte[] octets = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return octets;
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("the password was wiped");
        }
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(typed, '\0');
        Arrays.fill(prepared, '\0');
    }

    @Override
    public String toString() {
        return "a password";
    }
}
