package org.rollcall.ldap.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.message.LdapMessage;

/**
 * Any octets are decoded or refused with a {@link ProtocolException}; what is decoded is encoded, and decoded again to
 * the same message. Ordinary runs replay the committed seeds; to fuzz for as long as wanted, from the project's root:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 ./mvnw -pl ldap -am test -Dtest=MessageFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djazzer.max_duration=30m
 * }</pre>
 *
 * <p>It ends with {@code Done … runs}; what fails is written beside the seeds, to be committed with its repair, and what
 * it learnt stays in {@code ldap/.cifuzz-corpus} for the next run.
 */
class MessageFuzzTest {
    private static final DecoderLimits LIMITS = new DecoderLimits(1 << 16, 32, 1000);

    /** Text that came as ISO-8859-1 is longer in UTF-8. */
    private static final DecoderLimits WIDER = new DecoderLimits(1 << 18, 32, 1000);

    @FuzzTest(maxDuration = "30m")
    void decodesWhatItEncodes(byte[] octets) {
        MessageDecoder decoder = new MessageDecoder(LIMITS);
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        while (in.isReadable()) {
            LdapMessage message;
            try {
                message = decoder.decode(in);
            } catch (ProtocolException refusal) {
                refusal.answer().ifPresent(MessageFuzzTest::encode);
                if (refusal.kind() != ProtocolException.Kind.REPLY) {
                    return;
                }
                continue;
            }
            ByteBuf again = encode(message);
            try {
                LdapMessage second = new MessageDecoder(WIDER).decode(again);
                if (!second.equals(message)) {
                    throw new AssertionError(message + " became " + second);
                }
            } catch (ProtocolException refusal) {
                throw new AssertionError(message + " can't be read again: " + refusal.text(), refusal);
            }
        }
    }

    private static ByteBuf encode(LdapMessage message) {
        ByteBuf out = Unpooled.buffer();
        new MessageEncoder().encode(message, out, TextEncoding.UTF_8);
        return out;
    }
}
