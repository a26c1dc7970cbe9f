package org.rollcall.interop;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The life of dynamic entries as RFC 2589 has it and as OpenLDAP's test suite tries it on its overlay {@code dds}: made,
 * renewed, changed, nested, shared, run out. One driver for every server; it asserts nothing and notes what happened,
 * under the name of each step.
 */
final class DynamicObjectScenario {
    private static final String BASE = "ou=Dynamic,o=Intranet";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST_BY_RFC = 31_557_600;

    private final LDAPConnection owner;
    private final LDAPConnection stranger;
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    /** @param owner who makes the entries; {@code stranger} is somebody else, but no administrator either */
    DynamicObjectScenario(LDAPConnection owner, LDAPConnection stranger) {
        this.owner = owner;
        this.stranger = stranger;
    }

    /** What happened, by step, in order. */
    Map<String, String> outcomes() {
        return outcomes;
    }

    /** An operation that may fail. */
    @FunctionalInterface
    private interface Operation {
        String run() throws LDAPException;
    }

    private void note(String step, Operation operation) {
        String outcome;
        try {
            outcome = operation.run();
        } catch (LDAPException e) {
            outcome = code(e.getResultCode());
        }
        if (outcomes.put(step, outcome) != null) {
            throw new IllegalStateException("two steps of one name: " + step);
        }
    }

    private static String code(ResultCode code) {
        return code.equals(ResultCode.SUCCESS) ? "success" : code.getName() + " (" + code.intValue() + ")";
    }

    private static String dn(String name) {
        return "cn=" + name + "," + BASE;
    }

    private String add(String dn, String... classes) throws LDAPException {
        return code(owner.add(dn, new Attribute("objectClass", classes)).getResultCode());
    }

    private String addDynamic(String dn) throws LDAPException {
        return add(dn, "rtPerson", "dynamicObject");
    }

    private static String refresh(LDAPConnection asker, String dn, long seconds) throws LDAPException {
        Refresh.Answer answer = Refresh.of(dn, seconds).by(asker);
        return answer.code() == 0 ? answer.grantedSeconds() + " s granted" : code(ResultCode.valueOf(answer.code()));
    }

    private String modify(LDAPConnection asker, String dn, ModificationType type, String name, String value)
            throws LDAPException {
        return code(asker.modify(dn, new Modification(type, name, value)).getResultCode());
    }

    /** The time left, or null where there is no such entry, or -1 where it has none. */
    private Integer timeLeft(String dn) throws LDAPException {
        Entry entry = owner.getEntry(dn, "entryTtl");
        if (entry == null) {
            return null;
        }
        Integer left = entry.getAttributeValueAsInteger("entryTtl");
        return left == null ? -1 : left;
    }

    /** The time left, given as {@code about} where it is that, or up to five seconds less. */
    private String timeLeft(String dn, int about) throws LDAPException {
        Integer left = timeLeft(dn);
        if (left == null) {
            return "no entry";
        }
        if (left < 0) {
            return "no entryTtl";
        }
        return left <= about && left >= about - 5 ? about + " s" : left + " s";
    }

    /** Lets the lease of {@code dn} end: afterwards the entry is absent, or shows that no time is left. */
    private String letEnd(String dn) throws LDAPException {
        refresh(owner, dn, 1);
        Await.until("the lease of " + dn + " ends", PATIENCE, () -> {
            try {
                Integer left = timeLeft(dn);
                return left == null || left == 0;
            } catch (LDAPException e) {
                throw new AssertionError(e);
            }
        });
        return timeLeft(dn) == null ? "absent" : "present, entryTtl 0";
    }

    /** Steps that any dynamic directory can take. {@code longest} is the longest lease of a person, in seconds. */
    void life(int longest) {
        note("the root DSE names the refresh operation", () -> {
            RootDSE root = owner.getRootDSE();
            return root.supportsExtendedOperation(Refresh.OID) ? "yes" : "no";
        });
        note("`dynamicSubtrees` of the root DSE", () -> {
            Entry root = owner.getEntry("", "dynamicSubtrees");
            return root.hasAttribute("dynamicSubtrees")
                    ? String.join("; ", root.getAttributeValues("dynamicSubtrees"))
                    : "absent";
        });

        String one = dn("dds-one");
        note("add a dynamic person", () -> addDynamic(one));
        note("its lease, nobody having said how long", () -> timeLeft(one, 600));
        note("add a person without `dynamicObject`", () -> add(dn("dds-plain"), "rtPerson"));
        note("its lease", () -> timeLeft(dn("dds-plain"), 600));
        note(
                "add a dynamic person with `entryTtl` 900",
                () -> code(owner.add(
                                dn("dds-said"),
                                new Attribute("objectClass", "rtPerson", "dynamicObject"),
                                new Attribute("entryTtl", "900"))
                        .getResultCode()));

        note("refresh for 120 s", () -> refresh(owner, one, 120));
        note("`entryTtl` afterwards", () -> timeLeft(one, 120));
        note("it counts down and never up", () -> {
            int first = timeLeft(one);
            int[] last = {first};
            Await.until("the time left becomes less", PATIENCE, () -> {
                try {
                    int now = timeLeft(one);
                    if (now > last[0]) {
                        throw new AssertionError("up from " + last[0] + " to " + now);
                    }
                    last[0] = now;
                    return now < first;
                } catch (LDAPException e) {
                    throw new AssertionError(e);
                }
            });
            return "yes";
        });
        note("refresh for 0 s", () -> refresh(owner, one, 0));
        note("refresh for more than RFC 2589 knows", () -> refresh(owner, one, LONGEST_BY_RFC + 1L));
        note("refresh for more than the server's longest lease", () -> {
            String answer = refresh(owner, one, longest + 1L);
            return answer.replace(longest + " s", "the longest lease");
        });
        note("refresh what is not there", () -> refresh(owner, dn("dds-nobody"), 120));
        note("refresh a static entry", () -> refresh(owner, BASE, 120));
        note("replace `entryTtl` by 300", () -> modify(owner, one, ModificationType.REPLACE, "entryTtl", "300"));
        note("replace its `comment`", () -> modify(owner, one, ModificationType.REPLACE, "comment", "changed"));
        note(
                "delete its `dynamicObject`",
                () -> modify(owner, one, ModificationType.DELETE, "objectClass", "dynamicObject"));
        note("rename it", () -> code(owner.modifyDN(one, "cn=dds-renamed", true).getResultCode()));
        note("search for both names", () -> {
            int entries = owner.search(BASE, SearchScope.ONE, "(|(cn=dds-one)(cn=dds-renamed))", "1.1")
                    .getEntryCount();
            return entries + " entry";
        });
        note("delete it under the name it has", () -> {
            String name = owner.getEntry(one) != null ? one : dn("dds-renamed");
            return code(owner.delete(name).getResultCode());
        });
        note("refresh it afterwards", () -> refresh(owner, one, 120));
    }

    /** Entries below dynamic ones. */
    void nesting() {
        String above = dn("dds-above");
        String below = "cn=dds-below," + above;
        note("add a dynamic person below a dynamic person", () -> {
            addDynamic(above);
            return addDynamic(below);
        });
        note(
                "add a static entry below a dynamic person",
                () -> code(owner.add("ou=static," + above, new Attribute("objectClass", "organizationalUnit"))
                        .getResultCode()));
        note("delete the one above", () -> code(owner.delete(above).getResultCode()));
        note("let the lease of the one above end, the one below having time left", () -> letEnd(above));
        note("refresh the one above again", () -> refresh(owner, above, 60));
    }

    /** What others may do with a meeting that its creator owns (RFC 2589 §3.2.1). */
    void meeting(String strangersName) {
        String meeting = "uid=dds-meeting," + BASE;
        note("make a meeting", () -> add(meeting, "rtConference", "dynamicObject"));
        note("its maker refreshes it", () -> refresh(owner, meeting, 120));
        note("a stranger refreshes it", () -> refresh(stranger, meeting, 240));
        note(
                "a stranger changes it",
                () -> modify(stranger, meeting, ModificationType.REPLACE, "generalDescription", "mine"));
        note(
                "a stranger joins by adding its own name to `attendees`",
                () -> modify(stranger, meeting, ModificationType.ADD, "attendees", strangersName));
        note(
                "its maker sets `attendees` to the stranger's name",
                () -> modify(owner, meeting, ModificationType.REPLACE, "attendees", strangersName));
        note("a stranger deletes it", () -> code(stranger.delete(meeting).getResultCode()));
        note("its maker deletes it", () -> code(owner.delete(meeting).getResultCode()));
    }

    /** A lease that ends while the server's sweep, if it has one, is far away. */
    void end() {
        String name = dn("dds-end");
        note("add a person, let its lease end", () -> {
            addDynamic(name);
            return letEnd(name);
        });
        note("search for it", () -> {
            int entries =
                    owner.search(BASE, SearchScope.ONE, "(cn=dds-end)", "1.1").getEntryCount();
            return entries == 0 ? "not found" : "found";
        });
        note("add it again", () -> addDynamic(name));
        note("let it end again, and refresh it", () -> {
            letEnd(name);
            return refresh(owner, name, 60);
        });
    }

    /** Waits for the server's sweep, if it has one. */
    void sweep() {
        String name = dn("dds-swept");
        note("add a person, let its lease end, wait for the sweep", () -> {
            addDynamic(name);
            letEnd(name);
            Await.until(name + " is swept away", PATIENCE, () -> {
                try {
                    return timeLeft(name) == null;
                } catch (LDAPException e) {
                    throw new AssertionError(e);
                }
            });
            return "absent";
        });
        note("add it again after the sweep", () -> addDynamic(name));
    }

    /** A server that lets its askers have {@code most} entries. */
    void limit(int most) {
        note("add as many as are allowed", () -> {
            String answer = "";
            for (int i = 0; i < most; i++) {
                answer = addDynamic(dn("dds-many-" + i));
            }
            return answer;
        });
        note("add one more", () -> addDynamic(dn("dds-many-" + most)));
        note("delete one, and add one", () -> {
            owner.delete(dn("dds-many-0"));
            return addDynamic(dn("dds-many-" + most));
        });
    }
}
