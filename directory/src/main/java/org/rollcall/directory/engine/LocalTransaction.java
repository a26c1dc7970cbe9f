package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Change;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Granted;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/**
 * A write in the making: checks rights and schema, remembers what will be. Nothing of it shows before {@link #apply},
 * except that what it counts on is held: places in accounts and branches, and leases it renews.
 */
final class LocalTransaction implements Transaction {
    private final Core core;
    private final Asker asker;
    private final Eyes eyes;
    private final Set<String> keys;
    private final Map<String, Staged> staged = new LinkedHashMap<>(4);
    private final Surroundings surroundings;
    private boolean sealed;
    /** When what it rewrites is rewritten; in seconds since 1970, unsigned. */
    private int modifiedSeconds;

    LocalTransaction(Core core, Asker asker, Set<String> keys) {
        this.core = core;
        this.asker = asker;
        this.eyes = new Eyes(core.sight(), asker);
        this.keys = keys;
        this.surroundings = new Surroundings(core, eyes, staged);
    }

    @Override
    public Optional<Match> read(EntryName name) {
        Staged entry = staged(name);
        Node node = entry.node();
        Account account = entry.account();
        if (node == null || account == null || entry.wire == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(LocalMatch.of(eyes, node, entry.wire, account));
    }

    @Override
    public boolean exists(EntryName name) {
        return staged(name).wire != null;
    }

    @Override
    public boolean owns(EntryName name) {
        Account account = staged(name).account();
        return account != null && eyes.commands(account);
    }

    @Override
    public boolean mayChange(EntryName name) {
        Staged entry = staged(name);
        return entry.isReadBy(eyes) && (entry.rights(eyes) & Access.ANY_CHANGE) != 0;
    }

    @Override
    public boolean showsToken(EntryName name, OctetString token) {
        byte[] wire = staged(name).wire;
        if (wire == null || !Tokens.counts(token)) {
            return false;
        }
        int index = Wire.indexOf(wire, core.known().securityToken().id());
        return index >= 0
                && Wire.values(wire, index).stream().anyMatch(own -> Tokens.counts(own) && Tokens.same(own, token));
    }

    @Override
    public List<EntryName> applicationsOf(EntryName person) {
        Staged entry = staged(person);
        Account account = entry.account();
        if (account == null) {
            return List.of();
        }
        List<EntryName> applications = new ArrayList<>();
        Node before = entry.before;
        if (before != null && entry.fresh == null) {
            for (Node kin : before.kin()) {
                EntryName name = core.names().nameOf(kin.wire);
                if (staged(name).wire != null) {
                    applications.add(name);
                }
            }
        }
        String rdn = Names.rdn(person.normal());
        for (Staged other : List.copyOf(staged.values())) {
            boolean isOwnApplication = other.wire != null
                    && Wire.kind(other.wire) == Wire.APPLICATION
                    && Names.rdn(other.name.normal()).equals(rdn)
                    && other.account() != null
                    && account.owner().equals(other.account().owner());
            if (isOwnApplication && !applications.contains(other.name)) {
                applications.add(other.name);
            }
        }
        return applications;
    }

    @Override
    public Granted add(NewEntry entry) {
        Staged place = staged(entry.name());
        if (place.wire != null || entry.name().dn().isRoot()) {
            throw new DirectoryException(ResultCode.ENTRY_ALREADY_EXISTS, "there is an entry of this name");
        }
        core.access().checkPlace(asker, entry.name());
        byte[] wire = core.composer().compose(entry, Composer.Rules.ADD, surroundings.placeOf(entry.name()));
        int kind = Wire.kind(wire);
        core.access().checkKind(asker, kind);
        boolean dynamic = isDynamic(wire);
        Leases.Term term = term(entry.lease(), kind, dynamic);
        Node parent = surroundings.join(entry.name(), kind, dynamic);
        Account account = open();
        if (account == null) {
            core.population().leave(parent);
            throw new DirectoryException(
                    ResultCode.ADMIN_LIMIT_EXCEEDED,
                    "an owner may have " + core.settings().maxEntriesOf(asker.owner()) + " entries");
        }
        place.fresh = core.newNode(wire, core.leases().begin(term, core.now()), account, parent, term);
        place.wire = wire;
        place.term = term;
        return term.granted();
    }

    @Override
    public void replace(EntryName name, NewEntry contents) {
        Staged entry = present(name);
        core.access().checkChange(entry.rights(eyes));
        if (!contents.name().equals(name)) {
            throw new DirectoryException(ResultCode.OPERATIONS_ERROR, "contents of another name");
        }
        byte[] before = contentsOf(entry);
        byte[] wire = core.composer().compose(contents, Composer.Rules.REPLACE, surroundings.placeOf(entry, before));
        // RFC 2589 §3.1: this code, since other classes can be changed.
        if (isDynamic(before) != isDynamic(wire)) {
            throw new DirectoryException(
                    ResultCode.OBJECT_CLASS_VIOLATION, "objectClass: dynamicObject can't be changed");
        }
        if (Wire.classId(before, 0) != Wire.classId(wire, 0)) {
            throw new DirectoryException(
                    ResultCode.OBJECT_CLASS_MODS_PROHIBITED, "objectClass: the structural class can't be changed");
        }
        core.access().checkChange(eyes, entry.rights(eyes), before, wire);
        entry.wire = wire;
        if (entry.fresh != null) {
            entry.fresh.rewrite(wire);
        } else {
            entry.isRewritten = true;
        }
    }

    @Override
    public Granted renew(EntryName name, LeaseTerm asked) {
        Staged entry = present(name);
        core.access().checkRenewal(entry.rights(eyes));
        byte[] wire = contentsOf(entry);
        if (!isDynamic(wire)) {
            throw new DirectoryException(ResultCode.OBJECT_CLASS_VIOLATION, "the entry is not dynamic");
        }
        Leases.Term term = core.leases().grant(asked, Wire.kind(wire));
        Node node = entry.before;
        if (entry.fresh == null && node != null) {
            hold(entry, node, term);
        }
        entry.term = term;
        return term.granted();
    }

    // Until the commit the entry lives at least as long as it would have, and as it will.
    private void hold(Staged entry, Node node, Leases.Term term) {
        long now = core.now();
        long before = node.lease();
        long wanted = core.leases().begin(term, now);
        long held = Lease.endNanos(wanted) > Lease.endNanos(before) ? wanted : before;
        long replaced = node.renew(held, now);
        if (replaced == Node.GONE) {
            throw surroundings.noSuchObject(entry.name);
        }
        if (!entry.isRenewed) {
            entry.leaseBefore = replaced;
            entry.isRenewed = true;
        }
        entry.leaseSet = held;
    }

    @Override
    public void adopt(EntryName name) {
        Staged entry = taken(name);
        Account account = entry.account();
        if (account == null || account.owner().equals(asker.owner())) {
            return;
        }
        Account opened = open();
        if (opened == null) {
            throw new DirectoryException(
                    ResultCode.ADMIN_LIMIT_EXCEEDED,
                    "an owner may have " + core.settings().maxEntriesOf(asker.owner()) + " entries");
        }
        if (entry.fresh != null) {
            core.accounts().close(account);
            entry.fresh.account(opened);
        } else {
            if (entry.adopter != null) {
                core.accounts().close(entry.adopter);
            }
            entry.adopter = opened;
        }
    }

    @Override
    public void delete(EntryName name) {
        Staged entry = present(name);
        Node node = entry.node();
        core.access().checkDeletion(eyes, entry.rights(eyes), node == null ? null : node.parent);
        remove(entry);
    }

    @Override
    public void evict(EntryName name) {
        Staged entry = taken(name);
        core.access().checkEviction(asker, entry.account());
        remove(entry);
    }

    private void remove(Staged entry) {
        Node node = entry.node();
        if (node == null) {
            throw surroundings.noSuchObject(entry.name);
        }
        Branch branch = node.branch(entry.name.normal());
        if (branch.nature() != Branch.Nature.ORDINARY) {
            throw new DirectoryException(ResultCode.UNWILLING_TO_PERFORM, "this entry is there by itself");
        }
        if (surroundings.hasChildren(node, branch) || !branch.close()) {
            throw new DirectoryException(ResultCode.NOT_ALLOWED_ON_NON_LEAF, "there are entries beneath");
        }
        if (entry.fresh != null) {
            giveUp(entry.fresh);
            entry.fresh = null;
        } else {
            entry.closed = branch;
        }
        if (entry.adopter != null) {
            core.accounts().close(entry.adopter);
            entry.adopter = null;
        }
        entry.wire = null;
        entry.isRewritten = false;
        entry.term = null;
    }

    private @Nullable Account open() {
        int limit =
                asker.unlimited() || asker.privileged() ? 0 : core.settings().maxEntriesOf(asker.owner());
        if (limit == 0) {
            return core.accounts().open(asker.owner(), 0);
        }
        // What is about to go, or has ended and is still counted, makes room.
        for (Staged entry : staged.values()) {
            Node before = entry.before;
            if (before != null
                    && (entry.wire == null || entry.fresh != null)
                    && before.account().owner().equals(asker.owner())) {
                limit++;
            }
        }
        Account opened = core.accounts().open(asker.owner(), limit);
        if (opened == null) {
            core.sweep(core.settings().maxEntriesOf(asker.owner()));
            opened = core.accounts().open(asker.owner(), limit);
        }
        return opened;
    }

    private Leases.Term term(LeaseTerm asked, int kind, boolean dynamic) {
        if (dynamic) {
            return core.leases().grant(asked, kind);
        }
        if (asked instanceof LeaseTerm.Exactly) {
            throw new DirectoryException(
                    ResultCode.OBJECT_CLASS_VIOLATION, "a time to live needs the class dynamicObject");
        }
        return Leases.Term.STATIC;
    }

    private boolean isDynamic(byte[] wire) {
        return Wire.hasClass(wire, core.known().dynamicObject().id());
    }

    /** An entry that is there for the asker. */
    private Staged present(EntryName name) {
        Staged entry = staged(name);
        if (!entry.isReadBy(eyes)) {
            throw surroundings.noSuchObject(name);
        }
        return entry;
    }

    /** An entry that is there, whether the asker may know of it or not. */
    private Staged taken(EntryName name) {
        Staged entry = staged(name);
        if (entry.wire == null) {
            throw surroundings.noSuchObject(name);
        }
        return entry;
    }

    private byte[] contentsOf(Staged entry) {
        byte[] wire = entry.wire;
        if (wire == null) {
            throw surroundings.noSuchObject(entry.name);
        }
        return wire;
    }

    private Staged staged(EntryName name) {
        if (sealed) {
            throw new IllegalStateException("the write is over");
        }
        Staged known = staged.get(name.normal());
        if (known != null) {
            return known;
        }
        if (!keys.contains(core.names().partitionKey(name))) {
            throw new DirectoryException(ResultCode.OPERATIONS_ERROR, "a name that was not reserved: " + name);
        }
        Node node = core.population().find(name.normal());
        Staged entry = new Staged(name, node, node != null && node.isAlive(core.now()));
        staged.put(name.normal(), entry);
        return entry;
    }

    /** Ends the staging. @return what the store must do */
    List<Store.Write> seal() {
        sealed = true;
        modifiedSeconds = core.sight().clocks().wallSeconds();
        List<Store.Write> batch = new ArrayList<>(staged.size());
        for (Staged entry : staged.values()) {
            if (!entry.changesStore()) {
                continue;
            }
            OctetString key = OctetString.wrap(entry.name.normal().getBytes(StandardCharsets.UTF_8));
            Node node = entry.node();
            byte[] wire = entry.wire;
            Account account = entry.account();
            if (node == null || wire == null || account == null) {
                batch.add(new Store.Write.Remove(Store.Table.ENTRIES, key));
            } else {
                batch.add(new Store.Write.Put(
                        Store.Table.ENTRIES,
                        key,
                        () -> core.stored()
                                .encode(
                                        node,
                                        wire,
                                        account.owner(),
                                        entry.rewrites() ? modifiedSeconds : node.modifiedSeconds,
                                        entry.term)));
            }
        }
        return batch;
    }

    void apply() {
        for (Staged entry : staged.values()) {
            apply(entry);
        }
    }

    private void apply(Staged entry) {
        Population population = core.population();
        Node before = entry.before;
        Node fresh = entry.fresh;
        if (fresh != null) {
            if (entry.term != null) {
                fresh.begin(core.leases().begin(entry.term, core.now()), (int) entry.term.seconds());
            }
            if (before != null && entry.wasAlive) {
                population.supersede(before, fresh);
            } else {
                if (before != null) {
                    population.remove(before, Change.Kind.EXPIRED);
                }
                population.insert(fresh);
            }
            return;
        }
        if (before == null) {
            return;
        }
        if (entry.removes()) {
            population.remove(before, Change.Kind.REMOVED);
            return;
        }
        if (entry.isRenewed && entry.term != null) {
            long now = core.now();
            if (before.renew(core.leases().begin(entry.term, now), now) != Node.GONE) {
                before.grantedSeconds = (int) entry.term.seconds();
                population.renewed(before, entry.leaseBefore);
            }
        }
        if (entry.adopter != null) {
            population.adopt(before, entry.adopter);
        }
        byte[] wire = entry.wire;
        if (wire != null && entry.rewrites()) {
            population.rewrite(before, wire, modifiedSeconds);
        }
    }

    void undo() {
        sealed = true;
        for (Staged entry : staged.values()) {
            if (entry.fresh != null) {
                giveUp(entry.fresh);
            }
            if (entry.adopter != null) {
                core.accounts().close(entry.adopter);
            }
            if (entry.closed != null) {
                entry.closed.reopen();
            }
            if (entry.before != null && entry.isRenewed) {
                entry.before.restore(entry.leaseSet, entry.leaseBefore);
            }
        }
    }

    private void giveUp(Node fresh) {
        core.accounts().close(fresh.account());
        if (fresh.parent != null) {
            core.population().leave(fresh.parent);
        }
    }
}
