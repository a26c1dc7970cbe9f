package org.rollcall.directory;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * What a {@link View#write write} may do: reads see committed state plus its own changes. Every method checks the
 * asker's rights and the schema, and throws {@link DirectoryException} for what it refuses.
 */
public interface Transaction {

    /** The entry of this name as it will be; rights to see it as in {@link View#read}. */
    Optional<Match> read(EntryName name);

    /** True where something of this name is there, visible to the asker or not: its name is taken. */
    boolean exists(EntryName name);

    /** True where the entry is there and the asker's own, or the asker is privileged: it may do everything with it. */
    boolean owns(EntryName name);

    /** True where the asker may read the entry and change something about it: its own, or what its descriptor lets it. */
    boolean mayChange(EntryName name);

    /** True where the entry carries this non-trivial {@code securityToken} (decision 14). */
    boolean showsToken(EntryName name, OctetString token);

    /** The applications of the person of this name that belong to the person's owner. */
    List<EntryName> applicationsOf(EntryName person);

    /**
     * Adds an entry.
     *
     * @return what was granted
     * @throws DirectoryException entryAlreadyExists, noSuchObject (parent), objectClassViolation, namingViolation,
     *     undefinedAttributeType, invalidAttributeSyntax, insufficientAccessRights, adminLimitExceeded…
     */
    Granted add(NewEntry entry);

    /**
     * Puts new contents in the place of an entry's user attributes; its lease, UUID, owner and creation stay. Whoever is
     * not the entry's owner needs the rights to what differs.
     */
    void replace(EntryName name, NewEntry contents);

    /** Sets a new lease, at least now until the commit. */
    Granted renew(EntryName name, LeaseTerm term);

    /** Gives the entry a new owner: after its token was shown. */
    void adopt(EntryName name);

    /**
     * Deletes an entry without children.
     *
     * @throws DirectoryException notAllowedOnNonLeaf, noSuchObject, insufficientAccessRights
     */
    void delete(EntryName name);

    /** Deletes in spite of another's ownership, because the entry's own token was shown or it is a stranger's. */
    void evict(EntryName name);
}
