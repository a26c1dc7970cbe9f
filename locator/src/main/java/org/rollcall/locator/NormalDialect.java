package org.rollcall.locator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Rdn;

/** Reads requests in normal form: TAPI's, and those of every other LDAP client. */
final class NormalDialect {
    private final Vocabulary vocabulary;
    private final LocatorSettings settings;
    private final ReplyShapes shapes;
    private final FilterTranslation filters;

    NormalDialect(Vocabulary vocabulary, LocatorSettings settings, ReplyShapes shapes, FilterTranslation filters) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.shapes = shapes;
        this.filters = filters;
    }

    /** A search, or a renewal (decision 17). */
    Operation search(EntryName base, SearchRequest request, Caller caller, Controls controls, long after) {
        TextEncoding text = caller.version().text();
        ReplyShape shape = shapes.shape(request.attributes(), request.typesOnly(), null, controls.descriptorParts());
        Optional<RenewalItem> renewal = RenewalItem.find(request.filter());
        if (renewal.isPresent()) {
            return renew(base, request.scope(), renewal.get(), shape, text);
        }
        Filter filter = filters.translate(request.filter(), text, null);
        Optional<ListedClass> list = listAt(base, caller.view());
        if (list.isPresent()) {
            Condition within = vocabulary.directory().condition(NClientFilter.within(list.get(), filter));
            return new Operation.Search(
                    new SearchQuery(
                            list.get().base(),
                            SearchScope.SINGLE_LEVEL,
                            within,
                            Pairing.NONE,
                            controls.subentries(),
                            after),
                    shape);
        }
        Condition condition = vocabulary.directory().condition(filter);
        return new Operation.Search(
                new SearchQuery(base, request.scope(), condition, Pairing.NONE, controls.subentries(), after), shape);
    }

    // MS-TAIL 3.5.6 gives cn=rtConference,ou=Dynamic,o=Intranet as the base of a list (decision 1).
    private Optional<ListedClass> listAt(EntryName base, View view) {
        return vocabulary.listByName(base).filter(list -> view.read(base).isEmpty());
    }

    private Operation renew(
            EntryName base, SearchScope scope, RenewalItem renewal, ReplyShape shape, TextEncoding text) {
        OctetString name = Texts.trimmed(Texts.stored(renewal.name(), text));
        List<Filter> items = new ArrayList<>(renewal.others());
        EntryName target = base;
        if (scope == SearchScope.BASE_OBJECT) {
            items.addFirst(new Filter.Equality(renewal.attribute(), renewal.name()));
        } else {
            Rdn rdn = new Rdn(List.of(new Ava(renewal.attribute(), name)));
            target = vocabulary.directory().name(base, rdn);
        }
        Condition condition = vocabulary.directory().condition(filters.translate(new Filter.And(items), text, null));
        return new Operation.Renew(
                new RenewRequest(target, renewal.term(), condition, Pairing.NONE, false), shape, false);
    }

    /** An add; the RDN's values and {@code dynamicObject} may be left out (RFC 4511 §4.7, decision 7). */
    AddEntry add(EntryName name, AddRequest request, Caller caller) {
        TextEncoding text = caller.version().text();
        Optional<LeaseTerm.Exactly> lease = Optional.empty();
        List<Attribute> attributes = new ArrayList<>(request.attributes().size() + 1);
        Set<ObjectClass> classes = new HashSet<>();
        boolean hasAddress = false;
        for (Attribute attribute : request.attributes()) {
            if (NameMapping.isTimeToLive(attribute.description())) {
                lease = Optional.of(LeaseTerms.demand(attribute.description(), attribute.values()));
                continue;
            }
            Attribute kept = attribute(attribute, caller, text);
            if (kept.description().equals(vocabulary.objectClass().name())) {
                for (OctetString value : kept.values()) {
                    vocabulary.schema().objectClass(value.utf8()).ifPresent(classes::add);
                }
            }
            hasAddress |= kept.description().equals(vocabulary.ipAddress().name());
            attributes.add(kept);
        }
        if (classes.contains(vocabulary.person()) && !hasAddress) {
            RegisteredAddress.forNone(settings.addresses(), caller.observed())
                    .ifPresent(address ->
                            attributes.add(new Attribute(vocabulary.ipAddress().name(), List.of(address))));
        }
        boolean isDynamic = vocabulary.isDynamic(classes);
        complete(attributes, name, isDynamic && !classes.contains(vocabulary.dynamic()));
        NewEntry entry = new NewEntry(name, attributes, term(isDynamic, lease), List.of());
        return new AddEntry(vocabulary, entry, classes.contains(vocabulary.application()));
    }

    // What the engine adds to new entries must be there as well where an entry takes the place of another.
    private void complete(List<Attribute> attributes, EntryName name, boolean lacksDynamic) {
        if (lacksDynamic) {
            attributes.replaceAll(attribute -> isOf(vocabulary.objectClass(), attribute)
                    ? withValue(attribute, OctetString.of(Vocabulary.DYNAMIC))
                    : attribute);
        }
        if (name.dn().isRoot()) {
            return;
        }
        for (Ava ava : name.dn().rdn().avas()) {
            Optional<AttributeType> type = vocabulary.schema().attributeType(ava.type());
            if (type.isPresent() && attributes.stream().noneMatch(attribute -> isOf(type.get(), attribute))) {
                attributes.add(new Attribute(type.get().name(), List.of(ava.value())));
            }
        }
    }

    private static boolean isOf(AttributeType type, Attribute attribute) {
        return attribute.description().equals(type.name());
    }

    private static Attribute withValue(Attribute attribute, OctetString value) {
        List<OctetString> values = new ArrayList<>(attribute.values());
        values.add(value);
        return new Attribute(attribute.description(), values);
    }

    private static LeaseTerm term(boolean isDynamic, Optional<LeaseTerm.Exactly> lease) {
        if (isDynamic) {
            return lease.isPresent() ? lease.get() : new LeaseTerm.Default(false);
        }
        if (lease.isPresent()) {
            throw new DirectoryException(ResultCode.OBJECT_CLASS_VIOLATION, "entryTTL: only a dynamicObject has it");
        }
        return new LeaseTerm.Static();
    }

    /** A modify (RFC 4511 §4.6); {@code entryTTL} and {@code sTTL} set the lease. */
    ModifyEntry modify(EntryName name, ModifyRequest request, Caller caller, Controls controls) {
        TextEncoding text = caller.version().text();
        Optional<LeaseTerm.Exactly> lease = Optional.empty();
        List<EntryEdit.Edit> edits = new ArrayList<>(request.changes().size());
        for (Modification change : request.changes()) {
            Attribute attribute = change.attribute();
            if (NameMapping.isTimeToLive(attribute.description())) {
                lease = Optional.of(lease(change));
                continue;
            }
            AttributeType type = vocabulary
                    .schema()
                    .attributeType(NameMapping.attribute(attribute.description()))
                    .orElseThrow(() -> new DirectoryException(
                            ResultCode.UNDEFINED_ATTRIBUTE_TYPE, attribute.description() + ": no such attribute"));
            edits.add(new EntryEdit.Edit(
                    change.kind(), type, attribute(attribute, caller, text).values()));
        }
        return new ModifyEntry(name, edits, lease, controls.permissive(), controls.descriptorParts());
    }

    private static LeaseTerm.Exactly lease(Modification change) {
        Attribute attribute = change.attribute();
        return switch (change.kind()) {
            case ADD, REPLACE -> LeaseTerms.demand(attribute.description(), attribute.values());
            case DELETE, INCREMENT ->
                throw new DirectoryException(
                        ResultCode.CONSTRAINT_VIOLATION, attribute.description() + ": can only be replaced");
        };
    }

    // What the schema lacks stays as it is, so that the engine says what is wrong with it (decision 9).
    private Attribute attribute(Attribute sent, Caller caller, TextEncoding text) {
        String description = NameMapping.attribute(sent.description());
        Optional<AttributeType> found = vocabulary.schema().attributeType(description);
        if (found.isEmpty()) {
            return sent;
        }
        AttributeType type = found.get();
        List<OctetString> values = Texts.stored(sent.values(), type, text);
        if (type == vocabulary.ipAddress()) {
            values.replaceAll(value -> RegisteredAddress.choose(settings.addresses(), value, caller.observed()));
        }
        return new Attribute(type.name(), values);
    }
}
