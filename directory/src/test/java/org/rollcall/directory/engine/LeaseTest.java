package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.minutes;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Granted;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.ldap.message.ResultCode;

/** Decisions 16 and 18. */
class LeaseTest {
    private static final String A = "cn=a," + DYNAMIC;

    private final Lab lab = new Lab();

    @Test
    void decision16MaximaAreOfTheKindAndTheAnswerSaysWhatWasGranted() {
        assertThat(lab.add(ALICE, lab.person("a", seconds(200_000)))).isEqualTo(new Granted(180_000, true));
        assertThat(lab.add(ALICE, lab.person("b", seconds(180_000)))).isEqualTo(new Granted(180_000, false));
        assertThat(lab.add(ALICE, lab.entry("uid=c," + DYNAMIC, "rtConference", seconds(40 * 86_400))))
                .isEqualTo(new Granted(30 * 86_400, true));
        assertThat(lab.add(ALICE, lab.person("d", new LeaseTerm.Default(true)))).isEqualTo(new Granted(600, false));
        assertThat(lab.add(ALICE, lab.person("e", minutes(3600)))).isEqualTo(new Granted(3600, true));
        assertThat(lab.add(ALICE, lab.person("f", new LeaseTerm.Static()))).isEqualTo(new Granted(600, false));
    }

    @Test
    void decision16AnOperatorsMaximumUnderTheDefaultIsHonoured() {
        EngineSettings d = EngineSettings.DEFAULT;
        Lab strict = new Lab(
                new EngineSettings(
                        d.defaultLease(),
                        Duration.ofSeconds(90),
                        d.maxConferenceLease(),
                        d.maxOtherLease(),
                        d.maxMinutesLease(),
                        d.grace(),
                        d.suffixes(),
                        d.writableSubtrees(),
                        0,
                        0,
                        d.maxEntryBytes(),
                        d.feedLength()),
                new MemoryStore());
        assertThat(strict.add(ALICE, strict.person("a", new LeaseTerm.Default(false)))
                        .seconds())
                .isEqualTo(90);
        assertThat(strict.add(ALICE, strict.person("b", minutes(10)))).isEqualTo(new Granted(90, true));
    }

    @Test
    void decision16EveryEntryHasItsOwnLeaseAndARenewalTouchesTheNamedEntryOnly() {
        lab.add(ALICE, lab.person("a"));
        lab.add(ALICE, lab.application("a", "x"));
        lab.pass(Duration.ofSeconds(599));
        assertThat(lab.renew(ALICE, A, seconds(600))).isInstanceOf(Renewal.Renewed.class);
        lab.pass(Duration.ofSeconds(1));
        assertThat(lab.exists(ALICE, A)).isTrue();
        assertThat(lab.exists(ALICE, "cn=a,appName=x," + Lab.APPLICATIONS)).isFalse();
    }

    @Test
    void decision18AGracefulLeaseEndsSixtySecondsLaterThanShown() {
        lab.add(ALICE, lab.person("a", minutes(10)));
        assertThat(lab.values(BOB, A, "entryTTL")).containsExactly("600");
        lab.pass(Duration.ofSeconds(600));
        assertThat(lab.values(BOB, A, "entryTTL")).containsExactly("0");
        lab.pass(Duration.ofSeconds(60).minusNanos(1));
        assertThat(lab.values(BOB, A, "entryTTL")).containsExactly("0");
        assertThat(lab.renew(ALICE, A, minutes(10))).isInstanceOf(Renewal.Renewed.class);
        assertThat(lab.values(BOB, A, "entryTTL")).containsExactly("600");
        lab.pass(Duration.ofSeconds(660));
        assertThat(lab.exists(ALICE, A)).isFalse();
    }

    @Test
    void decision18ALateRenewalNeverRevives() {
        lab.add(ALICE, lab.person("a", seconds(10)));
        lab.pass(Duration.ofSeconds(10));
        assertThat(lab.renew(ALICE, A, seconds(600))).isEqualTo(Renewal.ABSENT);
        assertThat(refusal(() -> lab.write(ALICE, t -> t.renew(lab.name(A), seconds(600)), lab.name(A))))
                .isEqualTo(ResultCode.NO_SUCH_OBJECT);
        lab.sweep();
        assertThat(lab.renew(ALICE, A, seconds(600))).isEqualTo(Renewal.ABSENT);
    }

    @Test
    void whoeverSawAnEntryEndKeepsSlowerClocksFromRevivingIt() {
        lab.add(ALICE, lab.person("a", seconds(10)));
        Node node = lab.directory.core().population().find(lab.name(A).normal());
        long justBefore = lab.directory.core().now() + Duration.ofSeconds(10).toNanos() - 1;
        lab.pass(Duration.ofSeconds(10));
        assertThat(lab.exists(BOB, A)).isFalse();
        assertThat(node.renew(Lease.until(justBefore * 2, false), justBefore)).isEqualTo(Node.GONE);
        assertThat(node.isAlive(justBefore)).isFalse();
    }

    @Test
    void aParentHasNoSubordinatesOnceTheyHaveEnded() {
        lab.add(ALICE, lab.person("a", seconds(10)));
        assertThat(lab.values(BOB, DYNAMIC, "hasSubordinates")).containsExactly("TRUE");
        lab.pass(Duration.ofSeconds(10));
        assertThat(lab.values(BOB, DYNAMIC, "hasSubordinates")).containsExactly("FALSE");
    }

    @Test
    void aStaticEntryHasNoLeaseToRenew() {
        lab.add(Asker.SERVER, lab.entry("cn=m,o=Intranet", "member", new LeaseTerm.Static()));
        assertThat(refusal(() -> lab.renew(Asker.SERVER, "cn=m,o=Intranet", seconds(1))))
                .isEqualTo(ResultCode.OBJECT_CLASS_VIOLATION);
        assertThat(lab.values(BOB, "cn=m,o=Intranet", "entryTTL")).isEmpty();
    }

    @Test
    void aLeaseCanBeMadeShorter() {
        lab.add(ALICE, lab.person("a", seconds(100_000)));
        lab.renew(ALICE, A, seconds(5));
        lab.pass(Duration.ofSeconds(6));
        assertThat(lab.exists(BOB, A)).isFalse();
        lab.sweep();
        assertThat(lab.directory.census().people()).isZero();
    }

    @Test
    void tenYearsOfComingStayingAndFallingSilent() {
        Random random = new Random(10);
        Map<String, Long> ends = new HashMap<>();
        long second = 0;
        long years = Duration.ofDays(3652).toSeconds();
        int expired = 0;
        int renewed = 0;
        while (second < years) {
            int step = 1 + random.nextInt(20_000);
            second += step;
            lab.pass(Duration.ofSeconds(step));
            lab.sweep();
            String cn = "p" + random.nextInt(30);
            String dn = "cn=" + cn + "," + DYNAMIC;
            Long end = ends.get(cn);
            boolean alive = end != null && end > second;
            assertThat(lab.exists(BOB, dn)).isEqualTo(alive);
            int granted = 1 + random.nextInt(180_000);
            if (!alive) {
                expired += end == null ? 0 : 1;
                lab.add(ALICE, lab.person(cn, seconds(granted)));
                ends.put(cn, second + granted);
            } else if (random.nextInt(3) > 0) {
                assertThat(lab.renew(ALICE, dn, seconds(granted))).isInstanceOf(Renewal.Renewed.class);
                ends.put(cn, second + granted);
                renewed++;
            }
            if (random.nextInt(100) == 0) {
                long now = second;
                lab.sweep();
                assertThat(lab.directory.census().people())
                        .isEqualTo(ends.values().stream()
                                .filter(each -> each > now)
                                .count());
            }
        }
        assertThat(expired).isGreaterThan(1000);
        assertThat(renewed).isGreaterThan(1000);
        Invariants.check(lab.directory);
    }
}
