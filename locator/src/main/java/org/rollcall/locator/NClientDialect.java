package org.rollcall.locator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
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

/** Reads requests in N-client form: what NetMeeting, GnomeMeeting and PTLib mean by them. */
final class NClientDialect {
    private final Vocabulary vocabulary;
    private final LocatorSettings settings;
    private final TargetReader targets;
    private final ReplyShapes shapes;
    private final FilterTranslation filters;

    NClientDialect(
            Vocabulary vocabulary,
            LocatorSettings settings,
            TargetReader targets,
            ReplyShapes shapes,
            FilterTranslation filters) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.targets = targets;
        this.shapes = shapes;
        this.filters = filters;
    }

    /**
     * A search of a list, whatever its scope (decision 1), or a renewal (decision 17).
     *
     * @param entry the one entry that the base names, or null for the whole list
     */
    Operation search(
            ListedClass list,
            Target.@Nullable Entry entry,
            SearchRequest request,
            TextEncoding text,
            Controls controls,
            long after) {
        ReplyShape shape = shapes.shape(request.attributes(), request.typesOnly(), list, controls.descriptorParts());
        Optional<RenewalItem> renewal = RenewalItem.find(request.filter());
        if (renewal.isPresent() && renewal.get().isFor(list)) {
            return renew(list, entry, renewal.get(), shape, text);
        }
        Filter filter = filters.translate(request.filter(), text, list);
        if (entry != null) {
            filter = new Filter.And(List.of(new Filter.Equality(list.namingAttribute(), entry.cn()), filter));
        }
        Condition condition = vocabulary.directory().condition(NClientFilter.within(list, filter));
        return new Operation.Search(
                new SearchQuery(
                        list.base(), SearchScope.SINGLE_LEVEL, condition, list.pairing(), controls.subentries(), after),
                shape);
    }

    private Operation renew(
            ListedClass list, Target.@Nullable Entry entry, RenewalItem renewal, ReplyShape shape, TextEncoding text) {
        EntryName name = targets.entry(list, NClientFilter.name(Texts.stored(renewal.name(), text)));
        if (entry != null && !entry.name().equals(name)) {
            return new Operation.Nothing();
        }
        return new Operation.Renew(
                new RenewRequest(
                        name, renewal.term(), condition(list, renewal.others(), text), list.pairing(), list.isPeople()),
                shape,
                true);
    }

    private Condition condition(ListedClass list, List<Filter> items, TextEncoding text) {
        boolean classOnly = items.isEmpty() || (items.size() == 1 && NClientFilter.isItem(items.getFirst(), list));
        return classOnly
                ? list.condition()
                : vocabulary
                        .directory()
                        .condition(NClientFilter.within(list, filters.translate(new Filter.And(items), text, list)));
    }

    /** A registration: the person or conference, and its application where {@code sappid} names one. */
    Registration add(Target.Entry target, AddRequest request, Caller caller) {
        ListedClass list = target.of();
        TextEncoding text = caller.version().text();
        LeaseTerm lease = new LeaseTerm.Default(true);
        Map<AttributeType, List<OctetString>> given = new LinkedHashMap<>();
        for (Attribute attribute : request.attributes()) {
            if (NameMapping.isTimeToLive(attribute.description())) {
                Optional<LeaseTerm.Exactly> term = LeaseTerms.read(attribute.description(), attribute.values());
                lease = term.isPresent() ? term.get() : lease;
                continue;
            }
            Optional<AttributeType> type = known(attribute.description(), list);
            if (type.isPresent() && !isOfName(type.get(), list)) {
                List<OctetString> values = values(attribute.values(), type.get(), caller, text);
                if (!values.isEmpty()) {
                    given.merge(type.get(), values, NClientDialect::joined);
                }
            }
        }
        given.remove(vocabulary.modifyOperation());
        if (list.isPeople() && !given.containsKey(vocabulary.ipAddress())) {
            RegisteredAddress.forNone(settings.addresses(), caller.observed())
                    .ifPresent(address -> given.put(vocabulary.ipAddress(), List.of(address)));
        }
        return registration(target, given, lease);
    }

    private Registration registration(
            Target.Entry target, Map<AttributeType, List<OctetString>> given, LeaseTerm lease) {
        ListedClass list = target.of();
        Optional<OctetString> id = list.isPeople()
                ? Optional.ofNullable(given.get(vocabulary.applicationId()))
                        .map(List::getFirst)
                        .map(Texts::trimmed)
                : Optional.empty();
        List<Attribute> own = new ArrayList<>();
        own.add(list.classes());
        own.add(new Attribute(list.namingAttribute(), List.of(target.cn())));
        List<Attribute> ofApplication = new ArrayList<>();
        ofApplication.add(Vocabulary.APPLICATION_CLASSES);
        ofApplication.add(new Attribute("cn", List.of(target.cn())));
        given.forEach((type, values) -> {
            Attribute attribute = new Attribute(type.name(), values);
            if (id.isPresent() && vocabulary.ofApplication().contains(type)) {
                ofApplication.add(attribute);
            } else if (vocabulary.allows(list, type)) {
                own.add(attribute);
            } else if (id.isPresent() && vocabulary.applicationAllows(type)) {
                ofApplication.add(attribute);
            }
        });
        List<Attribute> hidden = target.prefix().isEmpty()
                ? List.of()
                : List.of(new Attribute(EntryReply.PREFIX, List.of(target.prefix())));
        Optional<NewEntry> application = id.map(
                named -> new NewEntry(vocabulary.applicationName(target.cn(), named), ofApplication, lease, List.of()));
        Optional<OctetString> token =
                Optional.ofNullable(given.get(vocabulary.securityToken())).map(List::getFirst);
        return new Registration(new NewEntry(target.name(), own, lease, hidden), application, token);
    }

    /** A change of a registration; nothing but a renewal where it sets the time to live only. */
    RegistrationUpdate modify(Target.Entry target, ModifyRequest request, Caller caller) {
        ListedClass list = target.of();
        TextEncoding text = caller.version().text();
        RegistrationUpdate.Kind kind = RegistrationUpdate.Kind.ADD_APPLICATION;
        Optional<LeaseTerm.Exactly> lease = Optional.empty();
        Optional<OctetString> applicationId = Optional.empty();
        List<EntryEdit.Edit> edits = new ArrayList<>();
        for (Modification change : request.changes()) {
            Attribute attribute = change.attribute();
            if (NameMapping.isTimeToLive(attribute.description())) {
                lease = LeaseTerms.read(attribute.description(), attribute.values());
                continue;
            }
            Optional<AttributeType> type = known(attribute.description(), list);
            if (type.isEmpty()) {
                continue;
            }
            List<OctetString> values = values(attribute.values(), type.get(), caller, text);
            if (isOfName(type.get(), list)) {
                unchanged(type.get(), change.kind(), values, target);
            } else if (list.isPeople() && type.get() == vocabulary.modifyOperation()) {
                kind = values.isEmpty() ? kind : RegistrationUpdate.Kind.of(values.getFirst());
            } else if (list.isPeople() && type.get() == vocabulary.applicationId()) {
                applicationId = values.stream().findFirst().map(Texts::trimmed);
            } else if (!values.isEmpty() || change.kind() != Modification.Kind.ADD) {
                edits.add(new EntryEdit.Edit(kind(change.kind(), attribute, values), type.get(), values));
            }
        }
        Optional<EntryName> named = applicationId.map(id -> vocabulary.applicationName(target.cn(), id));
        return new RegistrationUpdate(
                vocabulary, list, target.name(), target.cn(), kind, edits, applicationId, named, lease);
    }

    // Deleting an empty value must not become deleting them all.
    private static Modification.Kind kind(Modification.Kind kind, Attribute attribute, List<OctetString> values) {
        boolean emptied = values.isEmpty() && !attribute.values().isEmpty();
        return kind == Modification.Kind.DELETE && emptied ? Modification.Kind.REPLACE : kind;
    }

    // PTLib replaces everything: cn and objectClass by what they are, which is no change (decision 11).
    private void unchanged(AttributeType type, Modification.Kind kind, List<OctetString> values, Target.Entry target) {
        boolean isClass = type == vocabulary.objectClass();
        boolean same = kind != Modification.Kind.DELETE && !values.isEmpty();
        for (OctetString value : values) {
            same &= isClass
                    ? value.utf8().equalsIgnoreCase(target.of().name())
                            || value.utf8().equalsIgnoreCase(Vocabulary.DYNAMIC)
                            || value.utf8().equalsIgnoreCase("top")
                    : EntryEdit.indexOf(type, List.of(target.cn()), NClientFilter.name(value)) == 0;
        }
        if (!same) {
            throw isClass
                    ? new DirectoryException(ResultCode.OBJECT_CLASS_MODS_PROHIBITED, "objectClass: can't be changed")
                    : new DirectoryException(
                            ResultCode.NOT_ALLOWED_ON_RDN, "cn: to change a name, delete and add again");
        }
    }

    /** A user attribute of that name; nothing where the schema lacks it, which drops it (decision 9). */
    private Optional<AttributeType> known(String description, ListedClass list) {
        return vocabulary
                .schema()
                .attributeType(NClientFilter.attribute(description, list))
                .filter(type -> !type.operational());
    }

    // The class and the name stand in the DN.
    private boolean isOfName(AttributeType type, ListedClass list) {
        return type == vocabulary.objectClass() || list.isNamedBy(type);
    }

    // An empty value means absent (decision 8).
    private List<OctetString> values(List<OctetString> sent, AttributeType type, Caller caller, TextEncoding text) {
        List<OctetString> values = new ArrayList<>(sent.size());
        for (OctetString value : sent) {
            OctetString kept = Texts.stored(value, type, text);
            if (type == vocabulary.ipAddress() && !kept.isEmpty()) {
                kept = RegisteredAddress.choose(settings.addresses(), kept, caller.observed());
            }
            if (!kept.isEmpty() && EntryEdit.indexOf(type, values, kept) < 0) {
                values.add(kept);
            }
        }
        return values;
    }

    private static List<OctetString> joined(List<OctetString> first, List<OctetString> second) {
        List<OctetString> all = new ArrayList<>(first);
        for (OctetString value : second) {
            if (!all.contains(value)) {
                all.add(value);
            }
        }
        return all;
    }
}
