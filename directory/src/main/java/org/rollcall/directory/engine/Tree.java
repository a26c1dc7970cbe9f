package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaPublication;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;

/**
 * The entries that are there by themselves: the root DSE, {@code o=Intranet} and its containers, the published schema,
 * further suffixes; and the level of {@code appName=…} between {@code ou=Applications} and the entries of an
 * application's users, which comes with the first of them and goes with the last.
 */
final class Tree {
    static final String SUBSCHEMA = "cn=Subschema";

    private static final String INTRANET = "o=Intranet";
    private static final String DYNAMIC = "ou=Dynamic,o=Intranet";
    private static final String APPLICATIONS = "ou=Applications,o=Intranet";
    private static final String ADMIN = "ou=Admin,o=Intranet";
    private static final String SCHEMA = "cn=Schema,ou=Admin,o=Intranet";

    private final Core core;
    private final SchemaPublication publication;
    private final Node rootDse;
    private final Node subschema;
    private final List<EntryName> suffixes;
    private final List<String> writableSubtrees;
    private volatile int publishedTypes;

    /** @param rootDse the attributes of the root DSE */
    record Plan(List<Attribute> rootDse) {
        Plan {
            rootDse = List.copyOf(rootDse);
        }
    }

    Tree(Core core, Plan plan) {
        this.core = core;
        Schema schema = core.names().schema();
        List<EntryName> served = new ArrayList<>();
        served.add(grow(INTRANET));
        EntryName dynamic = grow(DYNAMIC);
        EntryName applications = grow(APPLICATIONS);
        grow(ADMIN);
        SchemaPublication publication = new SchemaPublication(schema);
        plant(SCHEMA, List.of(Attribute.of("objectClass", "top", "schemaContainer")));
        for (SchemaPublication.PublishedEntry entry : publication.entries(parse(SCHEMA))) {
            var ignored = plant(core.names().name(entry.dn()), entry.attributes());
        }
        this.publication = publication;
        this.subschema = plant(core.names().name(parse(SUBSCHEMA)), subschemaAttributes());
        this.publishedTypes = schema.attributeTypes().size();
        for (String suffix : core.settings().suffixes()) {
            served.add(grow(suffix));
        }
        List<String> writable = new ArrayList<>();
        writable.add(dynamic.normal());
        writable.add(applications.normal());
        for (String subtree : core.settings().writableSubtrees()) {
            writable.add(grow(subtree).normal());
        }
        this.suffixes = List.copyOf(served);
        this.writableSubtrees = List.copyOf(writable);
        List<Attribute> root = new ArrayList<>();
        if (plan.rootDse().stream().noneMatch(each -> each.description().equalsIgnoreCase("objectClass"))) {
            root.add(Attribute.of("objectClass", "top"));
        }
        root.addAll(plan.rootDse());
        this.rootDse = node(new EntryName("", Dn.ROOT), root, null);
    }

    Node subschema() {
        return subschema;
    }

    Node rootDse() {
        return rootDse;
    }

    List<EntryName> suffixes() {
        return suffixes;
    }

    /** Names in normal form. */
    List<String> writableSubtrees() {
        return writableSubtrees;
    }

    /**
     * The {@code appName=…} level above an application's user, where there may be one; it expects an entry beneath.
     *
     * @return null where the name has no such level, or nothing to stand it under
     */
    @Nullable
    Node joinImplicit(EntryName user, int kind) {
        if (kind != Wire.APPLICATION || user.dn().size() < 3) {
            return null;
        }
        Dn level = user.dn().parent();
        if (level.rdn().avas().size() != 1) {
            return null;
        }
        Ava ava = level.rdn().avas().getFirst();
        Optional<AttributeType> type = core.names().schema().attributeType(ava.type());
        if (type.isEmpty() || type.get() != core.known().appName()) {
            return null;
        }
        EntryName name = core.names().name(level);
        String above = Names.parent(name.normal());
        Node grandparent = core.population().find(above);
        if (grandparent == null || !grandparent.isStatic() || !grandparent.isAlive(core.now())) {
            return null;
        }
        Branch branch = grandparent.branch(above);
        if (branch.nature() == Branch.Nature.IMPLICIT) {
            return null;
        }
        return core.population().joinImplicit(name.normal(), () -> {
            if (!branch.join()) {
                return null;
            }
            Node node = node(name, List.of(Attribute.of("objectClass", "top", "rtApplication")), grandparent);
            node.branch = new Branch(name.normal(), Branch.Nature.IMPLICIT);
            return node;
        });
    }

    // An entry of the class that its RDN suggests, unless it is there already.
    private EntryName grow(String dn) {
        EntryName name = core.names().name(parse(dn));
        if (core.population().find(name.normal()) == null) {
            var ignored = plant(name, List.of(Attribute.of("objectClass", "top", classFor(name))));
        }
        return name;
    }

    private static String classFor(EntryName name) {
        String type = name.normal().substring(0, name.normal().indexOf('='));
        return switch (type) {
            case "o" -> "organization";
            case "ou" -> "organizationalUnit";
            case "c" -> "country";
            case "dc" -> "domain";
            case "l" -> "locality";
            default ->
                throw new IllegalArgumentException(
                        "a suffix or subtree begins with o=, ou=, c=, l= or dc=, not with " + type + "=: " + name);
        };
    }

    /** Publishes the types that clients have invented since the last call, if any. */
    void publishSchema() {
        int types = core.names().schema().attributeTypes().size();
        if (types != publishedTypes) {
            publishedTypes = types;
            NewEntry entry = new NewEntry(
                    core.names().nameOf(subschema.wire), subschemaAttributes(), new LeaseTerm.Static(), List.of());
            subschema.rewrite(core.composer().compose(entry));
        }
    }

    private List<Attribute> subschemaAttributes() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("objectClass", "top", "subentry", "subschema"));
        attributes.addAll(publication.subschema());
        return attributes;
    }

    private void plant(String dn, List<Attribute> attributes) {
        var ignored = plant(core.names().name(parse(dn)), attributes);
    }

    private Node plant(EntryName name, List<Attribute> attributes) {
        String above = Names.parent(name.normal());
        Node parent = above.isEmpty() ? null : core.population().find(above);
        Node node = node(name, attributes, parent);
        node.branch = new Branch(name.normal(), Branch.Nature.PERMANENT);
        if (parent != null && !parent.branch(above).join()) {
            throw new IllegalStateException(above + " is closed");
        }
        core.population().insert(node);
        return node;
    }

    private Node node(EntryName name, List<Attribute> attributes, @Nullable Node parent) {
        NewEntry entry = new NewEntry(name, attributes, new LeaseTerm.Static(), List.of());
        byte[] wire = core.composer().compose(entry);
        Account account = core.accounts().open(Owner.SERVER, 0);
        if (account == null) {
            throw new IllegalStateException("the server has no limit");
        }
        return core.newNode(wire, Lease.STATIC, account, parent, Leases.Term.STATIC);
    }

    static Dn parse(String dn) {
        try {
            return DnParser.parse(dn);
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("not a name: " + dn, e);
        }
    }
}
