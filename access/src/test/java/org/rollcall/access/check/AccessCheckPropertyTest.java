package org.rollcall.access.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.rollcall.access.Octets;
import org.rollcall.access.Samples;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/** The check beside {@link NaiveCheck}, for random descriptors, tokens and requests. */
class AccessCheckPropertyTest {
    private static final ObjectTypes TYPES = ObjectTypes.of(new ObjectTypes.Node(
            Samples.CLASS,
            new ObjectTypes.Node(
                    Samples.SET, new ObjectTypes.Node(Samples.PROPERTY), new ObjectTypes.Node(Samples.OTHER_PROPERTY)),
            new ObjectTypes.Node(Samples.THIRD_PROPERTY)));

    private static final Map<UUID, Optional<UUID>> PARENTS = new LinkedHashMap<>();

    static {
        PARENTS.put(Samples.CLASS, Optional.empty());
        PARENTS.put(Samples.SET, Optional.of(Samples.CLASS));
        PARENTS.put(Samples.THIRD_PROPERTY, Optional.of(Samples.CLASS));
        PARENTS.put(Samples.PROPERTY, Optional.of(Samples.SET));
        PARENTS.put(Samples.OTHER_PROPERTY, Optional.of(Samples.SET));
    }

    private static final Sid[] USERS = {Samples.ALICE, Samples.BOB, WellKnownSids.ANONYMOUS};

    @Provide
    Arbitrary<SecurityDescriptor> descriptors() {
        return Samples.descriptors();
    }

    /** Lists of few principals and few rights, so that entries meet each other. */
    @Provide
    Arbitrary<SecurityDescriptor> crowded() {
        Arbitrary<Sid> whom = Arbitraries.of(
                Samples.ALICE,
                Samples.STAFF,
                WellKnownSids.EVERYONE,
                WellKnownSids.OWNER_RIGHTS,
                WellKnownSids.PRINCIPAL_SELF);
        Arbitrary<Integer> masks = Arbitraries.integers().between(1, 7).map(bits -> bits << 4 | bits << 16);
        Arbitrary<Ace> aces = Combinators.combine(
                        Arbitraries.of(AceType.ALLOWED_OBJECT, AceType.DENIED_OBJECT),
                        masks,
                        Arbitraries.of(PARENTS.keySet()).optional(0.7),
                        whom)
                .as((type, mask, part, sid) ->
                        new Ace.OfObject(type, 0, mask, part, Optional.empty(), sid, Octets.EMPTY));
        return Combinators.combine(
                        Arbitraries.of(Samples.ALICE, Samples.BOB),
                        aces.list().ofMinSize(1).ofMaxSize(10))
                .as((owner, list) -> SecurityDescriptor.EMPTY.withOwner(owner).withDacl(Acl.of(list)));
    }

    @Provide
    Arbitrary<Token> tokens() {
        Arbitrary<Set<Privilege>> privileges =
                Arbitraries.of(Privilege.values()).set().ofMaxSize(1);
        Arbitrary<Set<Sid>> groups = Samples.namedSids().set().ofMaxSize(4);
        return Combinators.combine(Arbitraries.of(USERS), groups, groups, privileges)
                .as((user, sids, others, privilege) -> {
                    others.removeAll(sids);
                    others.remove(user);
                    return new Token(user, sids, others, privilege);
                });
    }

    @Provide
    Arbitrary<Optional<Sid>> selves() {
        return Samples.namedSids().optional(0.5);
    }

    @Provide
    Arbitrary<Integer> requests() {
        return Samples.masks().map(mask -> mask & (Rights.ALL | Rights.ACCESS_SYSTEM_SECURITY));
    }

    @Property(tries = 5000)
    void requestsAreAnsweredAlike(
            @ForAll("descriptors") SecurityDescriptor descriptor,
            @ForAll("tokens") Token token,
            @ForAll("selves") Optional<Sid> self,
            @ForAll("requests") int request) {
        boolean expected = new NaiveCheck(descriptor, token, self).allows(request);
        Statistics.collect(expected);

        assertThat(AccessCheck.of(descriptor, GenericMapping.DIRECTORY)
                        .check(token, self, request)
                        .isPresent())
                .isEqualTo(expected);
    }

    @Property(tries = 3000)
    void allThatIsGrantedIsWhatIsGrantedRightByRight(
            @ForAll("descriptors") SecurityDescriptor descriptor,
            @ForAll("tokens") Token token,
            @ForAll("selves") Optional<Sid> self) {
        NaiveCheck naive = new NaiveCheck(descriptor, token, self);
        int expected = 0;
        for (int bit = 0; bit < 32; bit++) {
            boolean isGeneric = bit >= 28 || 1 << bit == Rights.MAXIMUM_ALLOWED;
            expected |= !isGeneric && naive.allows(1 << bit) ? 1 << bit : 0;
        }

        assertThat(AccessCheck.of(descriptor, GenericMapping.DIRECTORY).granted(token, self))
                .isEqualTo(expected);
    }

    @Property(tries = 3000)
    void partsAreGrantedAlike(
            @ForAll("descriptors") SecurityDescriptor descriptor,
            @ForAll("tokens") Token token,
            @ForAll("selves") Optional<Sid> self) {
        assertPartsAlike(descriptor, token, self);
    }

    @Property(tries = 5000)
    void partsOfCrowdedListsAreGrantedAlike(
            @ForAll("crowded") SecurityDescriptor descriptor,
            @ForAll("tokens") Token token,
            @ForAll("selves") Optional<Sid> self) {
        assertPartsAlike(descriptor, token, self);
    }

    private static void assertPartsAlike(SecurityDescriptor descriptor, Token token, Optional<Sid> self) {
        ObjectGrants grants =
                AccessCheck.of(descriptor, GenericMapping.DIRECTORY).granted(token, self, TYPES);
        NaiveCheck naive = new NaiveCheck(descriptor, token, self);
        for (int bit = 0; bit < 28; bit++) {
            Set<UUID> granted = naive.grantedParts(1 << bit, PARENTS);
            for (UUID part : PARENTS.keySet()) {
                assertThat((grants.of(part) & 1 << bit) != 0)
                        .as("right %d of %s", bit, part)
                        .isEqualTo(granted.contains(part));
            }
        }
    }

    @Property
    void withoutEntriesForPartsEachPartIsGrantedWhatTheWholeIs(
            @ForAll("descriptors") SecurityDescriptor descriptor,
            @ForAll("tokens") Token token,
            @ForAll("selves") Optional<Sid> self) {
        AccessCheck check = AccessCheck.of(descriptor, GenericMapping.DIRECTORY);
        int whole = check.granted(token, self);
        ObjectGrants grants = check.granted(token, self, TYPES);

        if (!check.isObjectSpecific()) {
            assertThat(PARENTS.keySet()).allMatch(part -> grants.of(part) == whole);
        }
    }
}
