package org.rollcall.directory.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.Syntax;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

class SchemaTest {
    private final Schema schema = SchemaLoader.defaultSchema();

    private AttributeType type(String name) {
        return schema.attributeType(name).orElseThrow();
    }

    @Test
    void findsTypesByAnyNameInAnyCaseAndByOid() {
        AttributeType sn = type("sn");
        assertThat(type("SURNAME")).isSameAs(sn);
        assertThat(type("surName")).isSameAs(sn);
        assertThat(type("2.5.4.4")).isSameAs(sn);
        assertThat(sn.names()).containsExactly("sn", "surname");
        assertThat(schema.attributeType(sn.id())).isSameAs(sn);
    }

    @Test
    void unknownNamesAndDescriptionsWithOptionsAreNoTypes() {
        for (String name : List.of("", "timestamp", "cn;lang-en", "2.5.4.4.", "ILSA", "ILSA12x", "cn ")) {
            assertThat(schema.attributeType(name)).as(name).isEmpty();
            assertThatThrownBy(() -> schema.resolveForStorage(name))
                    .isInstanceOfSatisfying(
                            SchemaViolation.class,
                            it -> assertThat(it.resultCode()).isEqualTo(ResultCode.UNDEFINED_ATTRIBUTE_TYPE))
                    .hasMessageContaining(name);
        }
    }

    @Test
    void derivedTypesTakeSyntaxAndRulesFromTheirSuperior() {
        AttributeType cn = type("cn");
        assertThat(cn.superior()).contains(type("name"));
        assertThat(cn.isA(type("name"))).isTrue();
        assertThat(type("name").isA(cn)).isFalse();
        assertThat(cn.syntax()).isEqualTo(Syntax.DIRECTORY_STRING);
        assertThat(cn.equality().map(MatchingRule::name)).contains("caseIgnoreMatch");
        assertThat(cn.substrings().map(MatchingRule::name)).contains("caseIgnoreSubstringsMatch");
    }

    @Test
    void idsAreTheIndexesOfTheLists() {
        List<AttributeType> types = schema.attributeTypes();
        for (int i = 0; i < types.size(); i++) {
            assertThat(types.get(i).id()).isEqualTo(i);
        }
        List<ObjectClass> classes = schema.objectClasses();
        for (int i = 0; i < classes.size(); i++) {
            assertThat(classes.get(i).id()).isEqualTo(i);
        }
    }

    @Test
    void entryTtlIsAsRfc2589Says() {
        AttributeType ttl = type("entryTtl");
        assertThat(ttl.oid()).isEqualTo("1.3.6.1.4.1.1466.101.119.3");
        assertThat(ttl.singleValued()).isTrue();
        assertThat(ttl.userModifiable()).isFalse();
        assertThat(ttl.operational()).isTrue();
        assertThat(ttl.syntax()).isEqualTo(Syntax.INTEGER);
    }

    @Test
    void decision8SingleValuedInMsTailAreThreeTypesOnly() {
        List<String> ilsArcs = List.of("1.2.840.113556.", "2.25.");
        assertThat(schema.attributeTypes().stream()
                        .filter(it -> ilsArcs.stream().anyMatch(it.oid()::startsWith))
                        .filter(AttributeType::singleValued)
                        .map(AttributeType::name))
                .containsExactlyInAnyOrder("ntSecurityDescriptor", "schemaIDGUID", "conferenceBlob");
        assertThat(type("c").singleValued()).isFalse();
    }

    @Test
    void decision9IlsaTypesAreKnownBeforeAnyIsStored() throws SchemaViolation {
        AttributeType transientType = type("ILSA4711");
        assertThat(transientType.id()).isEqualTo(AttributeType.NO_ID);
        assertThat(transientType.equality().map(MatchingRule::name)).contains("caseIgnoreMatch");
        int before = schema.attributeTypes().size();

        AttributeType stored = schema.resolveForStorage("ilsa4711");

        assertThat(stored.id()).isEqualTo(before);
        assertThat(stored.name()).isEqualTo("ILSA4711");
        assertThat(type("IlsA4711")).isSameAs(stored);
        assertThat(schema.resolveForStorage("ILSA4711")).isSameAs(stored);
        assertThat(schema.attributeType(before)).isSameAs(stored);
        assertThat(schema.attributeTypes()).hasSize(before + 1).last().isSameAs(stored);
    }

    @Test
    void ilsaTypesOfMsTailHaveTheirPlaceFromTheStart() {
        assertThat(type("ilsA26214430").id()).isNotNegative();
    }

    @Test
    void ilsaTypesAreBounded() throws Exception {
        Schema small = SchemaLoader.withOwnFiles().build(2);
        AttributeType first = small.resolveForStorage("ILSA1");
        small.resolveForStorage("ILSA01");
        assertThatThrownBy(() -> small.resolveForStorage("ILSA2"))
                .isInstanceOfSatisfying(
                        SchemaViolation.class,
                        it -> assertThat(it.resultCode()).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED))
                .hasMessageContaining("ILSA2");
        assertThat(small.resolveForStorage("ILSA1")).isSameAs(first);
        assertThat(small.attributeType("ILSA2").orElseThrow().id()).isEqualTo(AttributeType.NO_ID);
    }

    @Test
    void writersOfTheSameIlsaTypesAgreeOnThem() throws Exception {
        int before = schema.attributeTypes().size();
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<List<AttributeType>>> seen = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                seen.add(writers.submit(() -> {
                    List<AttributeType> types = new ArrayList<>();
                    for (int i = 0; i < 200; i++) {
                        AttributeType type = schema.resolveForStorage("ILSA9" + i);
                        assertThat(schema.attributeType(type.id())).isSameAs(type);
                        types.add(type);
                    }
                    return types;
                }));
            }
            for (Future<List<AttributeType>> types : seen) {
                assertThat(types.get()).isEqualTo(seen.getFirst().get());
            }
        }
        assertThat(schema.attributeTypes()).hasSize(before + 200);
    }

    @Test
    void findingATypeAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<String> spellings = List.of("cn", "SURNAME", "rfc822mailbox", "2.5.4.3", "ilsA26214430", "timestamp");
        int found = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            if (schema.attributeType(spellings.get(i % 6)).isPresent()) {
                found++;
            }
        }
        // One object for each of the look-ups would be 160,000 octets.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
        assertThat(found).isEqualTo(10_000 - 1666);
    }

    @Test
    void msTailClassesHaveTheirOids() {
        String tail = "150108150101130009121504000012000415120210000708";
        assertThat(schema.objectClass("RTPERSON").orElseThrow().oid())
                .isEqualTo("1.2.840.113556.1.4.611.1103010708051504" + tail);
        assertThat(schema.objectClass("rtApplicationUser").orElseThrow().oid())
                .isEqualTo("1.2.840.113556.1.4.611.1103010708051503" + tail);
        assertThat(schema.objectClass("rtConference").orElseThrow().oid())
                .isEqualTo("1.2.840.113556.1.4.611.1103010708051501" + tail);
    }

    @Test
    void objectIdentifiersMatchByNameAndByNumber() {
        MatchingRule rule = type("objectClass").equality().orElseThrow();
        OctetString person = OctetString.of("RTPerson");
        OctetString byOid =
                OctetString.of(schema.objectClass("rtPerson").orElseThrow().oid());
        assertThat(rule.normalize(person)).isPresent().isEqualTo(rule.normalizeAssertion(byOid));
        assertThat(rule.normalizeAssertion(OctetString.of("noSuchClass"))).isEmpty();
    }
}
