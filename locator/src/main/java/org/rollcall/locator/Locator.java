package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.rollcall.directory.Directory;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.UnbindRequest;

/**
 * Sets requests going: reads them in the dialect they are written in, carries them out on the asker's view, and answers
 * in the same dialect. Keeps nothing between requests but bounded memories of common names. Safe for many threads.
 */
public final class Locator {
    /** Something that {@link #answer} does not answer. */
    public static final int NO_ROUTINE = -1;

    /** How many unknown requests go by for each that is learned from. */
    private static final int LEARN_ONE_OF = 16;

    private final Vocabulary vocabulary;
    private final TargetReader targets;
    private final NClientDialect nClient;
    private final NormalDialect normal;
    private final Searches searches;
    private final Changes changes;
    private final Comparison comparison;
    private final LeaseRefresh leaseRefresh;
    private final Routines routines;

    /**
     * @param random for the key that authenticates the cookies of paged results: cryptographically strong
     * @param monotonicNanos for time limits; may wrap
     */
    public Locator(Directory directory, LocatorSettings settings, RandomGenerator random, LongSupplier monotonicNanos) {
        this(directory, settings, random, monotonicNanos, LEARN_ONE_OF);
    }

    Locator(
            Directory directory,
            LocatorSettings settings,
            RandomGenerator random,
            LongSupplier monotonicNanos,
            int learnOneOf) {
        vocabulary = new Vocabulary(directory);
        targets = new TargetReader(directory, vocabulary.people(), vocabulary.conferences());
        ReplyShapes shapes = new ReplyShapes(directory.schema());
        FilterTranslation filters = new FilterTranslation(directory.schema());
        nClient = new NClientDialect(vocabulary, settings, targets, shapes, filters);
        normal = new NormalDialect(vocabulary, settings, shapes, filters);
        FastThreadLocal<ReplyWriter> writers = new FastThreadLocal<>() {
            @Override
            protected ReplyWriter initialValue() {
                return new ReplyWriter();
            }
        };
        searches = new Searches(settings, new PageCookies(random), monotonicNanos, writers);
        changes = new Changes(vocabulary, shapes, filters, writers);
        comparison = new Comparison(vocabulary);
        leaseRefresh = new LeaseRefresh(vocabulary, targets);
        routines = new Routines(
                directory,
                new RoutineReader(vocabulary, settings, targets, nClient, normal, filters, leaseRefresh),
                learnOneOf);
    }

    /**
     * What the root DSE says of this locator (RFC 4512 §5.1).
     *
     * @param furtherExtensions extended operations that the caller answers itself, by their OIDs
     */
    public static List<Attribute> rootDse(List<String> furtherExtensions) {
        List<String> extensions = new ArrayList<>();
        extensions.add(Oids.REFRESH);
        extensions.addAll(furtherExtensions);
        return List.of(
                Attribute.of("vendorName", "Rollcall"),
                Attribute.of("supportedLDAPVersion", "2", "3"),
                Attribute.of("supportedControl", Controls.SUPPORTED.toArray(String[]::new)),
                Attribute.of("supportedExtension", extensions.toArray(String[]::new)),
                Attribute.of(
                        "supportedFeatures",
                        Oids.MODIFY_INCREMENT,
                        Oids.ALL_OPERATIONAL_ATTRIBUTES,
                        Oids.ATTRIBUTES_BY_CLASS,
                        Oids.ABSOLUTE_FILTERS));
    }

    /**
     * Begins what a request asks for. Never throws for what a client sent: a bad request is answered.
     *
     * @throws IllegalArgumentException for what sessions deal with themselves: bind, unbind, abandon, responses
     */
    public Work begin(LdapMessage message, Caller caller) {
        if (!(message.op() instanceof Request request)) {
            throw new IllegalArgumentException("a response is no request");
        }
        try {
            // Version 2 has no controls.
            Controls controls =
                    caller.version() == ProtocolVersion.V2 ? Controls.NONE : Controls.read(message.controls(), request);
            return switch (request) {
                case SearchRequest search -> search(message.messageId(), search, caller, controls);
                case AddRequest add -> add(add, caller, controls);
                case ModifyRequest modify -> modify(modify, caller, controls);
                case DeleteRequest delete -> delete(delete, caller, controls);
                case CompareRequest compare -> compare(compare, caller, controls);
                case ModifyDnRequest _ ->
                    throw new DirectoryException(
                            ResultCode.UNWILLING_TO_PERFORM, "entries are not renamed: delete and add");
                case ExtendedRequest extended -> extended(extended, caller);
                case BindRequest _ -> throw new IllegalArgumentException("a bind is the session's own");
                case UnbindRequest _ -> throw new IllegalArgumentException("an unbind is the session's own");
                case AbandonRequest _ -> throw new IllegalArgumentException("an abandon is the session's own");
            };
        } catch (DirectoryException e) {
            return Responses.done(request, e.result(), caller.version());
        }
    }

    /**
     * Tells that these requests are about to come one after the other, so that {@link #answer} takes less time for each.
     *
     * @param requests what is in them is kept for the length of the call
     */
    public void foresee(RequestOctets[] requests, int count, Caller caller) {
        routines.foresee(requests, count, caller);
    }

    /**
     * Answers a request of a form that came often before, at once and successfully. To be tried first: everything it
     * does not answer goes through {@link #begin}, with the same effect but for the time it takes.
     *
     * @param request is told which form it was {@linkplain RequestOctets#found found} to have
     * @return entries written before the result; {@link #NO_ROUTINE}, and nothing written, where it does not answer
     */
    public int answer(RequestOctets request, Caller caller, ByteBuf out) {
        return routines.answer(request, caller, out);
    }

    /** Takes note of a request that {@link #answer} did not answer, so that it may answer the next of its form. */
    public void learn(RequestOctets octets, LdapMessage message, Caller caller) {
        routines.learn(octets, message, caller);
    }

    private Target target(OctetString name, Caller caller) {
        return targets.read(name, caller.version().text());
    }

    private Work search(int messageId, SearchRequest request, Caller caller, Controls controls) {
        Target target = target(request.baseObject(), caller);
        long after = searches.start(request, caller, controls);
        TextEncoding text = caller.version().text();
        Operation operation = switch (target) {
            case Target.Listed listed -> nClient.search(listed.of(), null, request, text, controls, after);
            case Target.Entry entry -> nClient.search(entry.of(), entry, request, text, controls, after);
            case Target.Named named -> normal.search(named.name(), request, caller, controls, after);
            case Target.Unlisted unlisted -> new Operation.Nothing();
            case Target.Invalid invalid ->
                throw new DirectoryException(ResultCode.INVALID_DN_SYNTAX, invalid.message());
        };
        if (controls.assertion().isPresent()) {
            assertOfBase(target, caller, controls);
        }
        // Asking for a page of no entries gives up the search (RFC 2696 §3).
        if (controls.paged().isPresent() && controls.paged().get().size() == 0) {
            operation = new Operation.Nothing();
        }
        return switch (operation) {
            case Operation.Search search -> searches.begin(messageId, request, search, caller, controls);
            case Operation.Renew renew -> searches.renew(messageId, request, renew, caller, controls);
            case Operation.Nothing _ -> searches.nothing(request, caller, controls);
            case Operation.Change _ -> throw new IllegalStateException("a search changes nothing");
        };
    }

    // RFC 4528 §3: the target of a search is its base.
    private void assertOfBase(Target target, Caller caller, Controls controls) {
        EntryName base = target instanceof Target.Listed listed ? listed.of().base() : target.entryName();
        Match match = caller.view().read(base).orElseThrow(() -> missing(base, caller));
        changes.assertion(controls, caller, target.list()).ifPresent(assertion -> Changes.assertTrue(assertion, match));
    }

    private DirectoryException missing(EntryName name, Caller caller) {
        LdapResult result = DirectoryException.noSuchObject("").result();
        return new DirectoryException(Responses.withMatchedDn(
                result,
                name,
                dn -> caller.view().read(vocabulary.directory().name(dn)).isPresent()));
    }

    private Work add(AddRequest request, Caller caller, Controls controls) {
        Target target = target(request.entry(), caller);
        Operation.Change change = target instanceof Target.Entry entry
                ? nClient.add(entry, request, caller)
                : normal.add(target.entryName(), request, caller);
        return changes.begin(change, request, caller, controls, target.list());
    }

    private Work modify(ModifyRequest request, Caller caller, Controls controls) {
        Target target = target(request.object(), caller);
        if (target instanceof Target.Entry entry) {
            return changes.begin(nClient.modify(entry, request, caller), request, caller, controls, entry.of());
        }
        ModifyEntry modify = normal.modify(target.entryName(), request, caller, controls);
        Optional<Work> renewal =
                controls.equals(Controls.NONE) ? leaseRefresh.modify(modify, request, caller) : Optional.empty();
        return renewal.orElseGet(() -> changes.begin(modify, request, caller, controls, null));
    }

    private Work delete(DeleteRequest request, Caller caller, Controls controls) {
        Target target = target(request.entry(), caller);
        return changes.begin(new DeleteEntry(vocabulary, target.entryName()), request, caller, controls, target.list());
    }

    private Work compare(CompareRequest request, Caller caller, Controls controls) {
        Target target = target(request.entry(), caller);
        EntryName name = target.entryName();
        Match match = caller.view().read(name).orElseThrow(() -> missing(name, caller));
        changes.assertion(controls, caller, target.list()).ifPresent(assertion -> Changes.assertTrue(assertion, match));
        boolean isTrue = comparison.isTrue(
                match,
                target instanceof Target.Entry entry ? entry : null,
                request,
                caller.view(),
                caller.version().text());
        ResultCode code = isTrue ? ResultCode.COMPARE_TRUE : ResultCode.COMPARE_FALSE;
        return Responses.done(request, LdapResult.of(code, ""), caller.version());
    }

    private Work extended(ExtendedRequest request, Caller caller) {
        if (request.oid().equals(Oids.REFRESH)) {
            return leaseRefresh.refresh(request, caller);
        }
        throw new DirectoryException(ResultCode.PROTOCOL_ERROR, "no such extended operation");
    }
}
