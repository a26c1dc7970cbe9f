package org.rollcall.locator;

import org.rollcall.directory.NamedLookUp;
import org.rollcall.directory.NamedRenewal;
import org.rollcall.directory.NamedSearch;
import org.rollcall.ldap.codec.RequestForm;

/** What requests of one form mean: all that can be settled before the name is known. */
sealed interface Routine {
    RequestForm form();

    ProtocolVersion version();

    /** What begins with the name. */
    NamedLookUp lookUp();

    /**
     * A search.
     *
     * @param entries the most entries it may give
     */
    record Search(RequestForm form, ProtocolVersion version, NamedSearch lookUp, ReplyShape shape, long entries)
            implements Routine {}

    /** A renewal by a filter, answered as a search (MS-TAIL 3.5.11, decision 17). */
    record Renewal(RequestForm form, ProtocolVersion version, NamedRenewal lookUp, ReplyShape shape)
            implements Routine {}

    /**
     * The refresh operation (RFC 2589 §4).
     *
     * @param seconds what was granted when the response was made
     * @param response the operation of the response, whole
     */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    record Refresh(RequestForm form, ProtocolVersion version, NamedRenewal lookUp, long seconds, byte[] response)
            implements Routine {}
}
