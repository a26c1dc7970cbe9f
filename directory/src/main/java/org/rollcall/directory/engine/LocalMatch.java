package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
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
    private static final int WITHOUT_SACL = DescriptorParts.ALL & ~DescriptorParts.SACL;

    private final Sight sight;
    private final Eyes eyes;
    private final PairedTypes paired;
    private final WireEntry entry;
    private @Nullable WireEntry application;
    private Node node;
    private byte[] wire;
    private byte @Nullable [] applicationWire;
    private @Nullable Account owner;

    private LocalMatch(Eyes eyes, PairedTypes paired, Node node, byte[] wire) {
        this.sight = eyes.sight();
        this.eyes = eyes;
        this.paired = paired;
        this.node = node;
        this.wire = wire;
        this.entry = new WireEntry(sight.names(), wire);
    }

    /** The entry; null where it is not there for the asker. */
    static @Nullable LocalMatch of(Eyes eyes, PairedTypes paired, Node node) {
        byte[] wire = node.wire;
        return eyes.reads(node, wire, node.account()) ? new LocalMatch(eyes, paired, node, wire) : null;
    }

    /**
     * The entry as a write that is under way makes it; null where it is not there for the asker.
     *
     * @param owner whose it is by the end of the write
     */
    static @Nullable LocalMatch of(Eyes eyes, Node node, byte[] wire, Account owner) {
        if (!eyes.reads(node, wire, owner)) {
            return null;
        }
        LocalMatch match = new LocalMatch(eyes, PairedTypes.NONE, node, wire);
        match.owner = owner;
        return match;
    }

    /** A match to be moved from entry to entry, and not to be looked at before. */
    static LocalMatch roving(Eyes eyes, PairedTypes paired, Node start) {
        return new LocalMatch(eyes, paired, start, start.wire);
    }

    /** Goes to an entry. @return false where that is not there for the asker: then there is nothing to be looked at */
    boolean moveTo(Node candidate) {
        byte[] contents = candidate.wire;
        node = candidate;
        wire = contents;
        entry.moveTo(contents);
        applicationWire = null;
        return eyes.reads(candidate, contents, candidate.account());
    }

    /** Takes an application in. @return false where that is not there for the asker: then all is as before */
    boolean pairWith(Node applicationNode) {
        byte[] contents = applicationNode.wire;
        if (!eyes.reads(applicationNode, contents, applicationNode.account())) {
            return false;
        }
        applicationWire = contents;
        if (application == null) {
            application = new WireEntry(sight.names(), contents);
        } else {
            application.moveTo(contents);
        }
        return true;
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
        if (type == sight.known().securityToken()) {
            return eyes.commands(account());
        }
        return type != sight.known().securityDescriptor() || (rights() & Rights.READ_CONTROL) != 0;
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

    /** All that the asker may do with the entry. */
    int rights() {
        return eyes.rights(node, wire, account());
    }

    private Account account() {
        return owner != null ? owner : node.account();
    }

    @Override
    public boolean mine() {
        return eyes.owns(account());
    }

    @Override
    public Optional<OctetString> descriptor(int parts) {
        if (!Wire.isGuarded(wire) || !sees(sight.known().securityDescriptor())) {
            return Optional.empty();
        }
        OctetString whole = sight.guards().descriptor(wire);
        int given = (rights() & Rights.ACCESS_SYSTEM_SECURITY) == 0 ? parts & WITHOUT_SACL : parts;
        if (given == DescriptorParts.ALL) {
            return Optional.of(whole);
        }
        if (given == 0) {
            return Optional.empty();
        }
        try {
            SecurityDescriptor descriptor = SecurityDescriptor.decode(whole.unsafeArray(), DescriptorLimits.DEFAULT);
            SecurityDescriptor selected = descriptor.select(given);
            // As it was written, where that is all there is.
            return Optional.of(selected.equals(descriptor) ? whole : OctetString.wrap(selected.encode()));
        } catch (InvalidDescriptorException e) {
            // Of what is no descriptor there are no parts; only the owner and the privileged come here.
            return Optional.of(whole);
        }
    }

    @Override
    public List<OctetString> values(AttributeType type) {
        if (sight.computed().isComputed(type)) {
            return sight.computed().values(type, node, wire, timeToLiveSeconds(), eyes);
        }
        if (type == sight.known().securityDescriptor()) {
            return descriptor(DescriptorParts.ALL).map(List::of).orElse(List.of());
        }
        return sees(type) ? Wire.valuesOf(side(type), type.id()) : List.of();
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
        if (sight.computed().isComputed(type) || type == sight.known().securityDescriptor()) {
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
                    && matches(type, side, i, pattern)) {
                return true;
            }
        }
        return false;
    }

    // A part of a descriptor that is not shown can't be guessed either.
    private boolean matches(AttributeType type, byte[] side, int index, ValuePattern pattern) {
        return type == sight.known().securityDescriptor()
                ? values(type).stream().anyMatch(pattern::matches)
                : Wire.matches(side, index, pattern);
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
