package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Directory;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.RequestForm;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.RefreshResponse;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/**
 * Finds what is settled in a request before its name is known. It takes only names of plain octets, only where one place
 * of the request says the name, and only where nothing else of the request's meaning comes from that place; whatever is
 * less clear is no routine.
 */
final class RoutineReader {
    /** A search that may look at fewer entries than this has to count them. */
    private static final long LEAST_WORK = 1_000;

    private final Directory directory;
    private final Vocabulary vocabulary;
    private final LocatorSettings settings;
    private final TargetReader targets;
    private final NClientDialect nClient;
    private final NormalDialect normal;
    private final FilterTranslation filters;
    private final LeaseRefresh leaseRefresh;

    RoutineReader(
            Vocabulary vocabulary,
            LocatorSettings settings,
            TargetReader targets,
            NClientDialect nClient,
            NormalDialect normal,
            FilterTranslation filters,
            LeaseRefresh leaseRefresh) {
        this.directory = vocabulary.directory();
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.targets = targets;
        this.nClient = nClient;
        this.normal = normal;
        this.filters = filters;
        this.leaseRefresh = leaseRefresh;
    }

    /** The routine that a request is an example of; empty where it is none. */
    Optional<Routine> read(RequestOctets octets, LdapMessage message, Caller caller) {
        if (octets.isEmpty() || !message.controls().isEmpty()) {
            return Optional.empty();
        }
        try {
            return switch (message.op()) {
                case SearchRequest request -> search(octets, request, caller);
                case ExtendedRequest request -> refresh(octets, request, caller);
                default -> Optional.empty();
            };
        } catch (DirectoryException e) {
            return Optional.empty();
        }
    }

    private Optional<Routine> search(RequestOctets octets, SearchRequest request, Caller caller) {
        TextEncoding text = caller.version().text();
        Target target = targets.read(request.baseObject(), text);
        ListedClass list;
        Operation operation;
        switch (target) {
            case Target.Listed listed -> {
                list = listed.of();
                operation = nClient.search(list, null, request, text, Controls.NONE, SearchQuery.START);
            }
            case Target.Named named
            when vocabulary.listByName(named.name()).isEmpty() -> {
                list = null;
                operation = normal.search(named.name(), request, caller, Controls.NONE, SearchQuery.START);
            }
            // The base says a name, or what the base means depends on what entries there are.
            case Target.Named _, Target.Entry _, Target.Unlisted _, Target.Invalid _ -> {
                return Optional.empty();
            }
        }
        return switch (operation) {
            case Operation.Search search when !search.shape().lasting() -> Optional.empty();
            case Operation.Renew renew when !renew.shape().lasting() -> Optional.empty();
            case Operation.Search search -> search(octets, request, caller, search, list);
            case Operation.Renew renew -> renewal(octets, request, caller, renew, list);
            case Operation.Nothing _, Operation.Change _ -> Optional.empty();
        };
    }

    private Optional<Routine> search(
            RequestOctets octets,
            SearchRequest request,
            Caller caller,
            Operation.Search search,
            @Nullable ListedClass list) {
        if (settings.searchWork() != 0 && settings.searchWork() < LEAST_WORK) {
            return Optional.empty();
        }
        for (Filter.Equality item : equalities(request.filter())) {
            PlainName name = new PlainName();
            if (!name.read(item.value())
                    || !(filters.translate(item, caller.version().text(), list)
                            instanceof Filter.Equality translated)) {
                continue;
            }
            Optional<AttributeType> type = directory.schema().attributeType(translated.description());
            Optional<NamedSearch> named = type.flatMap(each -> directory.named(search.query(), each, name));
            if (named.isPresent()) {
                long entries = Searches.smaller(request.sizeLimit(), settings.sizeLimit());
                return RequestForm.around(octets, item.value())
                        .map(form -> new Routine.Search(form, caller.version(), named.get(), search.shape(), entries));
            }
        }
        return Optional.empty();
    }

    private static List<Filter.Equality> equalities(Filter filter) {
        List<Filter> items = new ArrayList<>();
        if (filter instanceof Filter.And and) {
            NClientFilter.flatten(and, items);
        } else {
            items.add(filter);
        }
        List<Filter.Equality> equalities = new ArrayList<>();
        for (Filter item : items) {
            if (item instanceof Filter.Equality equality) {
                equalities.add(equality);
            }
        }
        return equalities;
    }

    private Optional<Routine> renewal(
            RequestOctets octets,
            SearchRequest request,
            Caller caller,
            Operation.Renew renew,
            @Nullable ListedClass list) {
        // In normal form a base search has the entry's name in two places.
        if (list == null && request.scope() == SearchScope.BASE_OBJECT) {
            return Optional.empty();
        }
        PlainName name = new PlainName();
        return RenewalItem.find(request.filter())
                .map(RenewalItem::name)
                .filter(name::read)
                .flatMap(value -> directory
                        .named(renew.request(), name)
                        .flatMap(named -> RequestForm.around(octets, value)
                                .map(form -> new Routine.Renewal(form, caller.version(), named, renew.shape()))));
    }

    private Optional<Routine> refresh(RequestOctets octets, ExtendedRequest request, Caller caller) {
        if (!request.oid().equals(Oids.REFRESH)) {
            return Optional.empty();
        }
        LeaseRefresh.Asked asked = leaseRefresh.read(request, caller);
        OctetString value = leafValue(asked.entryName());
        PlainName name = new PlainName();
        EntryName entry = asked.request().name();
        if (!name.read(value)
                || entry.dn().isRoot()
                || entry.dn().rdn().avas().size() != 1
                || !entry.dn().rdn().avas().getFirst().value().equals(value)) {
            return Optional.empty();
        }
        // What is granted is known only from an entry; a response that says otherwise is made the ordinary way.
        long seconds = asked.seconds();
        return directory
                .named(asked.request(), name)
                .flatMap(named -> RequestForm.around(octets, value)
                        .map(form -> new Routine.Refresh(form, caller.version(), named, seconds, response(seconds))));
    }

    /** What stands between the first equals sign and the first comma, where nothing between is more than itself. */
    private static OctetString leafValue(OctetString dn) {
        int start = 0;
        while (start < dn.length() && dn.at(start) != '=') {
            start++;
        }
        int end = ++start;
        while (end < dn.length() && dn.at(end) != ',') {
            end++;
        }
        return end >= dn.length()
                ? OctetString.EMPTY
                : OctetString.wrap(Arrays.copyOfRange(dn.unsafeArray(), start, end));
    }

    /** The operation of a successful response, without the message around it. */
    private static byte[] response(long seconds) {
        int shown = (int) Math.min(seconds, Integer.MAX_VALUE);
        ByteBuf message = Unpooled.buffer();
        try {
            new MessageEncoder()
                    .encode(
                            new LdapMessage(1, new RefreshResponse(shown).toResponse(LdapResult.SUCCESS), List.of()),
                            message,
                            TextEncoding.UTF_8);
            // SEQUENCE and its length, INTEGER, 1, 1.
            byte[] operation = new byte[message.readableBytes() - 5];
            message.getBytes(message.readerIndex() + 5, operation);
            return operation;
        } finally {
            message.release();
        }
    }
}
