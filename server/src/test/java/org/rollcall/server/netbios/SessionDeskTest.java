package org.rollcall.server.netbios;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionDeskTest {
    private static final OwnNames NAMES = OwnNames.of("ILS", "", "");

    private final SessionDesk desk = new SessionDesk(NAMES, Optional.empty());

    private static NetbiosName name(String label, int suffix) {
        return NetbiosName.of(label, suffix, "");
    }

    private String answer(NetbiosName called, NetbiosName calling) {
        return octets(desk.answer(new SessionRequest(called, calling)));
    }

    private String answer(NetbiosName called) {
        return answer(called, name("CLIENT", 0));
    }

    private static String octets(SessionAnswer answer) {
        ByteBuf out = Unpooled.buffer();
        answer.write(out);
        return ByteBufUtil.hexDump(out);
    }

    @Test
    void bothOwnNamesAreAnswered() {
        assertThat(answer(name("ILS", 0x20))).isEqualTo("82000000");
        assertThat(answer(name("ils", 0))).isEqualTo("82000000");
    }

    @Test
    void whoHasNoNameToCallIsAnswered() {
        assertThat(answer(name("*SMBSERVER", 0x20))).isEqualTo("82000000");
        assertThat(answer(name("*", 0))).isEqualTo("8300000182");
    }

    @Test
    void ofAnotherServiceOfTheSameNodeThereIsNoListener() {
        assertThat(answer(name("ILS", 3))).isEqualTo("8300000180");
    }

    @Test
    void aNameThatIsNotOursIsNotPresent() {
        assertThat(answer(name("OTHER", 0x20))).isEqualTo("8300000182");
        assertThat(answer(NetbiosName.of("ILS", 0x20, "elsewhere"))).isEqualTo("8300000182");
    }

    @Test
    void whoIsOfAnotherScopeIsNotListenedTo() {
        assertThat(answer(name("ILS", 0x20), NetbiosName.of("CLIENT", 0, "elsewhere")))
                .isEqualTo("8300000181");
    }

    @Test
    void otherRefusalsHaveTheCodesOfTheStandard() {
        assertThat(octets(new SessionAnswer.Negative(SessionOutcome.INSUFFICIENT_RESOURCES)))
                .isEqualTo("8300000183");
        assertThat(octets(new SessionAnswer.Negative(SessionOutcome.UNSPECIFIED_ERROR)))
                .isEqualTo("830000018f");
    }

    @Test
    void whereSessionsAreSentOnAllAre() {
        SessionDesk elsewhere = new SessionDesk(
                NAMES, Optional.of(new SessionAnswer.Retarget(Inet4Address.ofLiteral("192.0.2.255"), 40_000)));
        for (String called : new String[] {"ILS", "OTHER"}) {
            SessionRequest request = new SessionRequest(name(called, 0x20), NetbiosName.of("CLIENT", 0, "x"));
            assertThat(octets(elsewhere.answer(request))).isEqualTo("84000006c00002ff9c40");
        }
    }
}
