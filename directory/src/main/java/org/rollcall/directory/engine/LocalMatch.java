package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Entry;
import org.rollcall.directory.Match;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.query.ConditionCompiler;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Rdn;

/**
 * An entry under one asker's eyes, alone or paired with an application: what conditions are held against, and what the
 * asker is given. A search moves one from candidate to candidate; used by one thread.
 */
final class LocalMatch implements Match {
    private final Sight sight;
    private final Asker asker;
    private final PairedTypes paired;
    private final WireEntry entry;
    private @Nullable WireEntry application;
    private Node node;
    private byte[] wire;
    private byte @Nullable [] applicationWire;
    private @Nullable Account owner;
    private @Nullable Account lastAccount;
    private boolean lastMine;

    LocalMatch(Sight sight, Asker asker, PairedTypes paired, Node node, byte[] wire) {
        this.sight = sight;
        this.asker = asker;
        this.paired = paired;
        this.node = node;
        this.wire = wire;
        this.entry = new WireEntry(sight.names(), wire);
    }

    void moveTo(Node candidate) {
        node = candidate;
        wire = candidate.wire;
        entry.moveTo(wire);
        applicationWire = null;
    }

    void pairWith(Node applicationNode) {
        byte[] contents = applicationNode.wire;
        applicationWire = contents;
        if (application == null) {
            application = new WireEntry(sight.names(), contents);
        } else {
            application.moveTo(contents);
        }
    }

    /** Whose it is by the end of a write that is under way. */
    void ownedBy(Account account) {
        owner = account;
    }

    byte[] contents() {
        return wire;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public boolean hasApplication() {
        return applicationWire != null;
    }

    @Override
    public Entry application() {
        if (applicationWire == null || application == null) {
            throw new IllegalStateException("no application is paired with " + entry);
        }
        return application;
    }

    @Override
    public boolean sees(AttributeType type) {
        return type != sight.known().securityToken() || asker.privileged() || mine();
    }

    @Override
    public boolean isDynamic() {
        return !node.isStatic();
    }

    @Override
    public long timeToLiveSeconds() {
        return sight.leases().shownSeconds(node.lease(), sight.clocks().nowNanos());
    }

    @Override
    public Owner owner() {
        return account().owner();
    }

    @Override
    public boolean isBuiltIn() {
        // Whatever was added stands beneath something.
        Branch branch = node.branch;
        return node.parent == null || (branch != null && branch.nature() != Branch.Nature.ORDINARY);
    }

    private Account account() {
        return owner != null ? owner : node.account();
    }

    @Override
    public boolean mine() {
        Account account = account();
        if (account != lastAccount) {
            lastAccount = account;
            lastMine = account.owner().equals(asker.owner());
        }
        return lastMine;
    }

    @Override
    public List<OctetString> values(AttributeType type) {
        if (sight.computed().isComputed(type)) {
            return sight.computed().values(type, node, wire, timeToLiveSeconds());
        }
        if (!sees(type)) {
            return List.of();
        }
        byte[] side = side(type);
        int index = Wire.indexOf(side, type.id());
        return index < 0 ? List.of() : Wire.values(side, index);
    }

    @Override
    public boolean has(AttributeType type) {
        if (sight.computed().isComputed(type)) {
            return !values(type).isEmpty();
        }
        return Wire.indexOf(side(type), type.id()) >= 0 && sees(type);
    }

    @Override
    public boolean matches(AttributeType type, ValuePattern pattern) {
        if (sight.computed().isComputed(type)) {
            return values(type).stream().anyMatch(pattern::matches);
        }
        byte[] side = side(type);
        int index = Wire.indexOf(side, type.id());
        return index >= 0 && sees(type) && Wire.matches(side, index, pattern);
    }

    @Override
    public boolean isA(ObjectClass objectClass) {
        return Wire.hasClass(wire, objectClass.id());
    }

    @Override
    public boolean matchesAny(MatchingRule rule, ValuePattern pattern) {
        byte[] other = applicationWire;
        return matchesAny(wire, false, rule, pattern) || (other != null && matchesAny(other, true, rule, pattern));
    }

    private boolean matchesAny(byte[] side, boolean ofApplication, MatchingRule rule, ValuePattern pattern) {
        for (int i = 0; i < Wire.attributes(side); i++) {
            AttributeType type = sight.names().schema().attributeType(Wire.typeId(side, i));
            if ((ofApplication == (applicationWire != null && paired.contains(type)))
                    && sees(type)
                    && ConditionCompiler.isMadeFor(rule, type)
                    && Wire.matches(side, i, pattern)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean matchesName(Optional<AttributeType> type, MatchingRule rule, ValuePattern pattern) {
        for (Rdn rdn : sight.names().dnOf(wire).rdns()) {
            for (Ava ava : rdn.avas()) {
                AttributeType each =
                        sight.names().schema().attributeType(ava.type()).orElse(null);
                boolean asked = each != null
                        && (type.isPresent() ? each.isA(type.get()) : ConditionCompiler.isMadeFor(rule, each));
                if (asked && pattern.matches(ava.value())) {
                    return true;
                }
            }
        }
        return false;
    }

    // Where the attribute is taken from (decision 11).
    private byte[] side(AttributeType type) {
        byte[] other = applicationWire;
        return other != null && paired.contains(type) ? other : wire;
    }

    @Override
    public String toString() {
        return new String(wire, Wire.dnOffset(wire), Wire.dnLength(wire), StandardCharsets.UTF_8);
    }
}
