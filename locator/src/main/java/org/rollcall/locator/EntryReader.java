package org.rollcall.locator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Directory;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;

/**
 * Reads entries as servers give them, in either form: what a file of entries from elsewhere means for this directory.
 * Names of attributes are mapped, classes and values that clients may leave out are added, as in an add; addresses stay
 * as they are. Safe for many threads.
 */
public final class EntryReader {
    /** The {@link NewEntry#hidden} values of an entry that tell how N-clients named it (decision 3). */
    public static final String N_CLIENT_PREFIX = EntryReply.PREFIX;

    private final TargetReader targets;
    private final NClientDialect nClient;
    private final NormalDialect normal;
    private final Caller caller;

    public EntryReader(Directory directory) {
        Vocabulary vocabulary = new Vocabulary(directory);
        ReplyShapes shapes = new ReplyShapes(directory.schema());
        FilterTranslation filters = new FilterTranslation(directory.schema());
        targets = new TargetReader(directory, vocabulary.people(), vocabulary.conferences());
        nClient = new NClientDialect(vocabulary, LocatorSettings.DEFAULT, targets, shapes, filters);
        normal = new NormalDialect(vocabulary, LocatorSettings.DEFAULT, shapes, filters);
        caller = new Caller(directory.view(Asker.SERVER), ProtocolVersion.V3, Optional.empty());
    }

    /** Whether an attribute of this name holds a time to live, in minutes or seconds. */
    public static boolean isTimeToLive(String description) {
        return NameMapping.isTimeToLive(description);
    }

    /**
     * The entry that a DN names.
     *
     * @param dn in either form
     * @throws DirectoryException invalidDnSyntax where the DN names no entry
     */
    public EntryName name(OctetString dn) {
        return targets.read(dn, TextEncoding.UTF_8).entryName();
    }

    /**
     * Reads an entry. A time to live that is none, or that of a static entry, means nothing.
     *
     * @param dn in either form
     * @return the entry, and after a person in N-client form the application that came with it; the lease is
     *     {@link LeaseTerm.Default} where none was given
     * @throws DirectoryException invalidDnSyntax where the DN names no entry
     */
    public List<NewEntry> read(OctetString dn, List<Attribute> attributes) {
        Target target = targets.read(dn, TextEncoding.UTF_8);
        Optional<LeaseTerm.Exactly> lease = lease(attributes);
        AddRequest request = new AddRequest(
                dn,
                attributes.stream()
                        .filter(each -> !isTimeToLive(each.description()))
                        .toList());
        List<NewEntry> entries = new ArrayList<>(1);
        if (target instanceof Target.Entry listed) {
            Registration registration = nClient.add(listed, request, caller);
            entries.add(registration.entry());
            registration.application().ifPresent(entries::add);
        } else {
            entries.add(normal.add(target.entryName(), request, caller).entry());
        }
        lease.ifPresent(term -> entries.replaceAll(entry -> entry.lease() instanceof LeaseTerm.Static
                ? entry
                : new NewEntry(entry.name(), entry.attributes(), term, entry.hidden())));
        return entries;
    }

    // Where both are given, seconds are the more exact.
    private static Optional<LeaseTerm.Exactly> lease(List<Attribute> attributes) {
        Optional<LeaseTerm.Exactly> minutes = Optional.empty();
        for (Attribute attribute : attributes) {
            if (isTimeToLive(attribute.description())) {
                Optional<LeaseTerm.Exactly> term = LeaseTerms.read(attribute.description(), attribute.values());
                if (term.isPresent() && !term.get().byMinutes()) {
                    return term;
                }
                minutes = term.isPresent() ? term : minutes;
            }
        }
        return minutes;
    }
}
