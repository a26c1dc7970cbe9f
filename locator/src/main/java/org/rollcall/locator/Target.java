package org.rollcall.locator;

import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** What the DN of a request names. Its form decides the dialect of the request (decision 1). */
sealed interface Target {
    /**
     * The entry it names.
     *
     * @throws DirectoryException invalidDnSyntax where it names none
     */
    default EntryName entryName() {
        return switch (this) {
            case Named named -> named.name();
            case Entry entry -> entry.name();
            case Listed _ ->
                throw new DirectoryException(ResultCode.INVALID_DN_SYNTAX, "a list of entries, where one is needed");
            case Unlisted unlisted ->
                throw new DirectoryException(
                        ResultCode.INVALID_DN_SYNTAX, "no entry is named by " + unlisted.objectClass());
            case Invalid invalid -> throw new DirectoryException(ResultCode.INVALID_DN_SYNTAX, invalid.message());
        };
    }

    /** The list in whose form the DN is written, or null for the normal form. */
    default @Nullable ListedClass list() {
        return this instanceof Entry entry ? entry.of() : null;
    }

    /** An entry, in normal form. */
    record Named(EntryName name) implements Target {}

    /** All entries of a class, in N-client form. */
    record Listed(ListedClass of) implements Target {}

    /**
     * An entry of a class, in N-client form.
     *
     * @param of the class
     * @param cn what stands behind {@code cn=}, in UTF-8
     * @param prefix what of {@code c=…,o=…,} stands in front of it, in UTF-8; empty where nothing does
     */
    record Entry(ListedClass of, OctetString cn, EntryName name, OctetString prefix) implements Target {}

    /** N-client form with a class that nobody lists: searches find nothing there. */
    record Unlisted(String objectClass) implements Target {}

    /** Not a name. */
    record Invalid(String message) implements Target {}
}
