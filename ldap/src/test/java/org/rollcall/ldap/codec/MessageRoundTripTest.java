package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SicilyBindResponse;

class MessageRoundTripTest {
    private final MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);

    @Provide
    Arbitrary<LdapMessage> requests() {
        return Messages.of(Messages.requests());
    }

    @Provide
    Arbitrary<LdapMessage> responses() {
        return Messages.of(Messages.standardResponses());
    }

    @Property
    void requestsComeBackAsTheyWere(@ForAll("requests") LdapMessage message) throws ProtocolException {
        assertThat(Wire.decode(Wire.encode(message))).isEqualTo(message);
    }

    @Property
    void responsesComeBackAsTheyWere(@ForAll("responses") LdapMessage message) throws ProtocolException {
        assertThat(Wire.decode(Wire.encode(message))).isEqualTo(message);
    }

    @Property(tries = 300)
    void aDecoderServesManyMessagesFromDirectAndHeapBuffers(
            @ForAll("requests") LdapMessage first, @ForAll("requests") LdapMessage second) throws ProtocolException {
        ByteBuf direct = Unpooled.directBuffer();
        try {
            MessageEncoder encoder = new MessageEncoder();
            encoder.encode(first, direct, org.rollcall.ldap.TextEncoding.UTF_8);
            encoder.encode(second, direct, org.rollcall.ldap.TextEncoding.UTF_8);
            ByteBuf heap = Unpooled.buffer().writeZero(3).writeBytes(direct, 0, direct.writerIndex());
            heap.skipBytes(3);
            for (ByteBuf in : new ByteBuf[] {direct, heap}) {
                assertThat(decoder.decodeRequest(in)).isEqualTo(first);
                assertThat(decoder.decodeRequest(in)).isEqualTo(second);
                assertThat(in.isReadable()).isFalse();
            }
        } finally {
            direct.release();
        }
    }

    @Property(tries = 300)
    void lengthsOfFourOctetsAsWindowsWritesThemMeanTheSame(@ForAll("requests") LdapMessage message)
            throws ProtocolException {
        assertThat(Wire.decode(Ber4.inflate(Wire.encode(message)))).isEqualTo(message);
    }

    @Property(tries = 300)
    void aSicilyReplyComesBackToWhoExpectsOne(@ForAll("sicily") SicilyBindResponse reply) throws ProtocolException {
        byte[] octets = Wire.encode(new LdapMessage(7, reply));
        assertThat(decoder.decodeSicily(Unpooled.wrappedBuffer(octets)).op()).isEqualTo(reply);
        assertThat(Wire.decode(octets).op()).isInstanceOf(BindResponse.class);
    }

    @Provide
    Arbitrary<SicilyBindResponse> sicily() {
        return net.jqwik.api.Combinators.combine(Messages.results(), Messages.octets())
                .as((result, credentials) ->
                        new SicilyBindResponse(result.code(), credentials, result.diagnosticMessage()));
    }
}
