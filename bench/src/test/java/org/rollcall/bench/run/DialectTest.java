package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Template;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.message.LdapMessage;

/** The requests are written by this module's own few lines; here the real codec reads them. */
class DialectTest {
    static Stream<Template> templates() {
        Stream<Template> workloads = Stream.of(Workload.values())
                .flatMap(workload -> Stream.of(Dialect.values())
                        .flatMap(dialect -> workload.steps(dialect, 1_000).stream())
                        .map(Loads.Step::template));
        Stream<Template> adds = Stream.of(
                        People.addPerson(1_234_567, 600),
                        People.addApplication(1_234_567, 86_400),
                        People.addSlimPerson(1_234_567, 600),
                        People.addChurning(30),
                        Requests.unbind())
                .map(Template::of);
        return Stream.concat(workloads, adds);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void theCodecReadsEveryRequestAndWritesTheSameBytes(Template template) throws Exception {
        ByteBuf bytes = Unpooled.buffer();
        template.writeTo(bytes, Template.FIRST_ID + 77, 1_234_567);
        LdapMessage message = new MessageDecoder(DecoderLimits.DEFAULT).decodeRequest(bytes.duplicate());
        assertThat(message.messageId()).isEqualTo(Template.FIRST_ID + 77);
        ByteBuf again = Unpooled.buffer();
        new MessageEncoder().encode(message, again, TextEncoding.UTF_8);
        assertThat(again).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noPlaceForASerialNumberIsLeftEmpty(Template template) {
        ByteBuf bytes = Unpooled.buffer();
        template.writeTo(bytes, Template.FIRST_ID, 1_234_567);
        assertThat(bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("###");
    }

    @ParameterizedTest
    @MethodSource("everyThroughput")
    void aWorkloadEndsEachRequestWithItsResponse(Workload workload) {
        for (Dialect dialect : Dialect.values()) {
            for (Loads.Step step : workload.steps(dialect, 1_000)) {
                ByteBuf bytes = Unpooled.buffer();
                step.template().writeTo(bytes, Template.FIRST_ID, 1);
                new org.rollcall.bench.wire.MessageScanner()
                        .scan(
                                bytes,
                                (id, op, code, size) ->
                                        assertThat(step.expectation().op()).isEqualTo(Op.responseTo(op)));
            }
        }
    }

    static Stream<Workload> everyThroughput() {
        return Stream.of(Workload.values()).filter(Workload::isThroughput);
    }

    @org.junit.jupiter.api.Test
    void refreshesAskForWhatTheyAreGranted() {
        assertThat(Workload.STTL_LEASE).isLessThanOrEqualTo(Duration.ofMinutes(60));
        assertThat(Workload.LEASE).isLessThanOrEqualTo(Duration.ofSeconds(180_000));
    }
}
