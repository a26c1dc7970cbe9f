package org.rollcall.directory;

import java.util.List;
import java.util.Optional;
import org.rollcall.directory.query.Subject;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;

/**
 * An entry as its asker may see it: contents, the application paired with it, and what is computed when asked for.
 * Conditions can be held against it.
 */
public interface Match extends Subject {

    Entry entry();

    boolean hasApplication();

    /**
     * The application that is paired with the entry.
     *
     * @throws IllegalStateException where there is none
     */
    Entry application();

    /** True where the asker may see this attribute of this entry: tokens (decision 14) and descriptors are not for all. */
    boolean sees(AttributeType type);

    /** True where the entry has a lease. */
    boolean isDynamic();

    /** Shown time to live in seconds: counts down, 0 in the grace period and for static entries. */
    long timeToLiveSeconds();

    boolean mine();

    /** Whose the entry is: for operators' tools, not for clients. */
    Owner owner();

    /** True where the entry is there by itself: nobody added it, and nobody can delete it. */
    boolean isBuiltIn();

    /**
     * The entry's security descriptor, as far as the asker may see it.
     *
     * @param parts of {@link org.rollcall.access.descriptor.DescriptorParts}; the others are left out
     * @return the self-relative form (MS-DTYP 2.4.6); nothing where there is none, or none of it to be seen
     */
    Optional<OctetString> descriptor(int parts);

    /** Values of an attribute, stored or computed ({@code entryTTL}, {@code entryUUID}, …); none where not visible. */
    List<OctetString> values(AttributeType type);
}
