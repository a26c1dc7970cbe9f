package org.rollcall.locator;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.Framing;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.SearchRequest;

/**
 * Requests in any octets, learned from and then answered undecoded, are answered as the ordinary way answers them: {@link
 * Client} compares, octet by octet; what is no message is not answered. Ordinary runs replay the committed seeds; to fuzz
 * for as long as wanted, from the project's root:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 ./mvnw -pl locator -am test -Dtest=RoutineFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djazzer.max_duration=30m
 * }</pre>
 */
class RoutineFuzzTest {
    /** Nothing changes in it but leases: one serves all inputs. */
    private static final Site PLACE = RoutineSeeds.site();

    /** Requests that one input may hold. */
    private static final int MOST = 8;

    @FuzzTest(maxDuration = "30m")
    void routinesSayWhatTheOrdinaryWaySays(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            Site site = PLACE.unlearned();
            // What an input before this one granted.
            RoutineSeeds.renew(site);
            Client client = (input[0] & 1) == 0 ? site.nClient() : site.tClient();
            ByteBuf octets = Unpooled.wrappedBuffer(input, 1, input.length - 1);
            for (int i = 0; i < MOST && octets.isReadable(); i++) {
                int length = Framing.frameLength(octets, octets.readerIndex(), octets.readableBytes(), 1 << 16);
                if (length == Framing.NEED_MORE || length > octets.readableBytes()) {
                    return;
                }
                ByteBuf request = octets.readSlice(length);
                if (changesNothing(request)) {
                    var ignored = client.send(request);
                }
            }
        } catch (ProtocolException refusal) {
            // As the decoder says.
        }
    }

    private static boolean changesNothing(ByteBuf request) {
        try {
            ProtocolOp op = new MessageDecoder(DecoderLimits.DEFAULT)
                    .decode(request.duplicate())
                    .op();
            return op instanceof SearchRequest || op instanceof ExtendedRequest || op instanceof CompareRequest;
        } catch (ProtocolException refusal) {
            return true;
        }
    }
}
