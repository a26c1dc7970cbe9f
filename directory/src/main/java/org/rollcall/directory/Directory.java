package org.rollcall.directory;

import java.util.Optional;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.Rdn;

/** A directory of entries with leases. Safe for use by many threads; reads never wait for writes. */
public interface Directory extends AutoCloseable {

    Schema schema();

    /** What this asker may see and do; cheap, to be made once per connection or bind. */
    View view(Asker asker);

    /** The name in this directory's normal form: equal for every spelling that the schema holds equal. */
    EntryName name(Dn dn);

    /** The name of an entry directly beneath another. */
    EntryName name(EntryName above, Rdn rdn);

    /** The filter, its descriptions and values resolved against the schema; what is unknown is Undefined. */
    Condition condition(Filter filter);

    /**
     * The same search for other names.
     *
     * @param type an attribute that the query asks for by one value, {@code name}, beside whatever else; empty where it
     *     does not, or where entries are not looked for by that attribute
     */
    Optional<NamedSearch> named(SearchQuery query, AttributeType type, PlainName name);

    /**
     * The same renewal for other names.
     *
     * @param name the value in the RDN of the entry; empty where it is not, or where names of entries are not looked
     *     for by that attribute
     */
    Optional<NamedRenewal> named(RenewRequest request, PlainName name);

    /** Room for look-ups to come, for one thread. */
    LookAhead lookAhead();

    /** How many entries of each kind there are: for metrics, without a walk. */
    Census census();

    @Override
    void close();
}
