package org.rollcall.directory;

import org.rollcall.directory.query.Condition;
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

    /** How many entries of each kind there are: for metrics, without a walk. */
    Census census();

    @Override
    void close();
}
