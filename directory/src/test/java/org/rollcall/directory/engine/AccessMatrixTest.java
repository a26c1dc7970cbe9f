package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.descriptor;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Match;
import org.rollcall.directory.Renewal;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/**
 * Every operation by every kind of asker under descriptors of any kind, beside an evaluation that takes one right at a
 * time and the first entry that decides on it.
 */
class AccessMatrixTest {
    private static final Sid USER = Sid.of(5, 21, 7, 7, 7, 1001);
    private static final Sid GROUP = Sid.of(5, 21, 7, 7, 7, 2001);
    private static final Sid OTHER = Sid.of(5, 21, 7, 7, 7, 1002);
    private static final Asker CAROL = Lab.principal(
            "carol", USER, GROUP, WellKnownSids.EVERYONE, WellKnownSids.AUTHENTICATED_USERS, WellKnownSids.NETWORK);
    private static final Asker DAVE =
            Lab.principal("dave", OTHER, WellKnownSids.EVERYONE, WellKnownSids.AUTHENTICATED_USERS);
    private static final List<Asker> ASKERS = List.of(ALICE, BOB, CAROL, DAVE, Asker.SERVER);
    private static final List<Sid> SIDS = List.of(
            USER,
            GROUP,
            OTHER,
            WellKnownSids.EVERYONE,
            WellKnownSids.ANONYMOUS,
            WellKnownSids.AUTHENTICATED_USERS,
            WellKnownSids.NETWORK);
    private static final List<Integer> RIGHTS = List.of(
            Rights.READ_PROPERTY,
            Rights.WRITE_PROPERTY,
            Rights.DELETE,
            Rights.READ_CONTROL,
            Rights.WRITE_DAC,
            Rights.WRITE_OWNER);

    /** What can be done to an entry, and the right it takes beside that to read it. */
    private enum Deed {
        READ(Rights.READ_PROPERTY),
        FIND(Rights.READ_PROPERTY),
        LIST(Rights.READ_PROPERTY),
        SEE_DESCRIPTOR(Rights.READ_CONTROL),
        MODIFY(Rights.WRITE_PROPERTY),
        RENEW(Rights.WRITE_PROPERTY),
        SET_LEASE(Rights.WRITE_PROPERTY),
        CHANGE_DACL(Rights.WRITE_DAC),
        CHANGE_OWNER(Rights.WRITE_OWNER),
        DELETE(Rights.DELETE);

        private final int right;

        Deed(int right) {
            this.right = right;
        }
    }

    @Property(tries = 60)
    void whoMayDoWhatIsWhatTheDescriptorSays(@ForAll long seed) {
        Random random = new Random(seed);
        Lab lab = new Lab();
        SecurityDescriptor descriptor = any(random);
        int number = 0;
        for (Asker asker : ASKERS) {
            for (Deed deed : Deed.values()) {
                String cn = "e" + number++;
                lab.add(ALICE, lab.person(cn, descriptor(descriptor)));
                assertThat(outcome(lab, asker, deed, cn))
                        .as("%s %s, seed %s", asker.owner(), deed, seed)
                        .isEqualTo(expected(asker, deed, descriptor));
            }
        }
        Invariants.check(lab.directory);
    }

    private static SecurityDescriptor any(Random random) {
        List<Ace> aces = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int mask = 0;
            for (int right : RIGHTS) {
                mask |= random.nextInt(3) == 0 ? right : 0;
            }
            mask |= random.nextInt(3) == 0 ? Rights.READ_PROPERTY : 0;
            Sid sid = SIDS.get(random.nextInt(SIDS.size()));
            aces.add(random.nextInt(4) == 0 ? Ace.deny(sid, mask) : Ace.allow(sid, mask));
        }
        SecurityDescriptor descriptor = SecurityDescriptor.EMPTY.withDacl(Acl.of(aces));
        return switch (random.nextInt(3)) {
            case 0 -> descriptor.withOwner(GROUP);
            case 1 -> descriptor.withOwner(Sid.of(5, 21, 9));
            default -> descriptor;
        };
    }

    private static ResultCode expected(Asker asker, Deed deed, SecurityDescriptor descriptor) {
        if (asker.privileged() || asker == ALICE) {
            return ResultCode.SUCCESS;
        }
        if (!grants(descriptor, asker, Rights.READ_PROPERTY)) {
            return ResultCode.NO_SUCH_OBJECT;
        }
        return grants(descriptor, asker, deed.right) ? ResultCode.SUCCESS : ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
    }

    private static boolean grants(SecurityDescriptor descriptor, Asker asker, int right) {
        boolean isOwner = descriptor.owner().map(asker.token().sids()::contains).orElse(false);
        if (isOwner && (right == Rights.READ_CONTROL || right == Rights.WRITE_DAC)) {
            return true;
        }
        for (Ace ace : descriptor.dacl().aces()) {
            Ace.Plain entry = (Ace.Plain) ace;
            if ((entry.mask() & right) != 0 && asker.token().sids().contains(entry.sid())) {
                return entry.equals(Ace.allow(entry.sid(), entry.mask()));
            }
        }
        return false;
    }

    private static ResultCode outcome(Lab lab, Asker asker, Deed deed, String cn) {
        String dn = "cn=" + cn + "," + DYNAMIC;
        return switch (deed) {
            case READ -> found(lab.exists(asker, dn));
            case FIND -> found(!lab.list(asker, "(cn=" + cn + ")").isEmpty());
            case LIST ->
                found(lab.search(asker, "o=Intranet", SearchScope.WHOLE_SUBTREE, "(objectClass=rtPerson)")
                        .contains(dn));
            case SEE_DESCRIPTOR -> {
                Optional<Match> match = lab.view(asker).read(lab.name(dn));
                yield match.isEmpty()
                        ? ResultCode.NO_SUCH_OBJECT
                        : match.get().descriptor(15).isPresent()
                                ? ResultCode.SUCCESS
                                : ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
            }
            case MODIFY -> refusal(() -> lab.replace(asker, dn, Attribute.of("sn", "changed")));
            case RENEW -> {
                ResultCode[] code = new ResultCode[1];
                ResultCode refusal = refusal(() -> code[0] = lab.renew(asker, dn, seconds(60)) instanceof Renewal.Absent
                        ? ResultCode.NO_SUCH_OBJECT
                        : ResultCode.SUCCESS);
                yield code[0] == null ? refusal : code[0];
            }
            case SET_LEASE -> refusal(() -> lab.write(asker, t -> t.renew(lab.name(dn), seconds(60)), lab.name(dn)));
            case CHANGE_DACL ->
                refusal(() -> lab.replace(
                        asker, dn, descriptor(kept(lab, dn).withDacl(Acl.of(Ace.allow(Sid.of(5, 99), Rights.ALL))))));
            case CHANGE_OWNER ->
                refusal(() -> lab.replace(
                        asker,
                        dn,
                        descriptor(kept(lab, dn).withOwner(asker.token().user()))));
            case DELETE -> refusal(() -> lab.delete(asker, dn));
        };
    }

    private static ResultCode found(boolean found) {
        return found ? ResultCode.SUCCESS : ResultCode.NO_SUCH_OBJECT;
    }

    private static SecurityDescriptor kept(Lab lab, String dn) {
        OctetString octets = lab.view(Asker.SERVER)
                .read(lab.name(dn))
                .orElseThrow()
                .descriptor(15)
                .orElseThrow();
        return Lab.decoded(octets);
    }
}
