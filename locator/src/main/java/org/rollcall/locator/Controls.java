package org.rollcall.locator;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.control.Assertion;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.control.ReadEntryRequest;
import org.rollcall.ldap.control.SdFlags;
import org.rollcall.ldap.control.Subentries;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;

/**
 * What the controls of a request ask for. Those that are not supported, or not for this operation, are refused when
 * critical and ignored when not (RFC 4511 §4.1.11); sorting and TAPI's session control are among them (MS-TAIL 2.2.6).
 *
 * @param descriptorParts of {@link DescriptorParts}: what of security descriptors is asked for, or replaced
 */
record Controls(
        Optional<PagedResults> paged,
        Optional<Filter> assertion,
        Optional<List<String>> preRead,
        Optional<List<String>> postRead,
        boolean permissive,
        boolean subentries,
        int descriptorParts) {

    static final Controls NONE = new Controls(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false, DescriptorParts.ALL);

    /** What is supported, for the root DSE. */
    static final List<String> SUPPORTED = List.of(
            Oids.PAGED_RESULTS,
            Oids.ASSERTION,
            Oids.PRE_READ,
            Oids.POST_READ,
            Oids.PERMISSIVE_MODIFY,
            Oids.SUBENTRIES,
            Oids.SD_FLAGS,
            Oids.MANAGE_DSA_IT);

    /** @throws DirectoryException unavailableCriticalExtension, protocolError */
    static Controls read(List<Control> controls, Request request) {
        if (controls.isEmpty()) {
            return NONE;
        }
        Reading reading = new Reading();
        Set<String> seen = new HashSet<>();
        for (Control control : controls) {
            if (!isFor(control.oid(), request)) {
                if (control.critical()) {
                    throw new DirectoryException(
                            ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                            "control " + control.oid() + " is not supported here");
                }
                continue;
            }
            if (!seen.add(control.oid())) {
                throw new DirectoryException(ResultCode.PROTOCOL_ERROR, "control " + control.oid() + " is given twice");
            }
            try {
                reading.take(control);
            } catch (BerException e) {
                throw malformed(control);
            }
        }
        return reading.done();
    }

    private static boolean isFor(String oid, Request request) {
        return switch (oid) {
            case Oids.PAGED_RESULTS, Oids.SUBENTRIES -> request instanceof SearchRequest;
            case Oids.ASSERTION ->
                request instanceof SearchRequest
                        || request instanceof AddRequest
                        || request instanceof ModifyRequest
                        || request instanceof DeleteRequest
                        || request instanceof CompareRequest;
            case Oids.PRE_READ -> request instanceof ModifyRequest || request instanceof DeleteRequest;
            case Oids.POST_READ -> request instanceof ModifyRequest || request instanceof AddRequest;
            case Oids.SD_FLAGS -> request instanceof SearchRequest || request instanceof ModifyRequest;
            case Oids.PERMISSIVE_MODIFY -> request instanceof ModifyRequest;
            // There are no referral objects to manage: every entry is what this control asks for.
            case Oids.MANAGE_DSA_IT -> true;
            default -> false;
        };
    }

    /** What the controls that were read so far ask for. */
    private static final class Reading {
        private Optional<PagedResults> paged = NONE.paged;
        private Optional<Filter> assertion = NONE.assertion;
        private Optional<List<String>> preRead = NONE.preRead;
        private Optional<List<String>> postRead = NONE.postRead;
        private boolean permissive = NONE.permissive;
        private boolean subentries = NONE.subentries;
        private int descriptorParts = NONE.descriptorParts;

        void take(Control control) throws BerException {
            switch (control.oid()) {
                case Oids.PAGED_RESULTS -> paged = Optional.of(PagedResults.decode(value(control)));
                case Oids.ASSERTION ->
                    assertion = Optional.of(Assertion.decode(value(control), DecoderLimits.DEFAULT)
                            .filter());
                case Oids.PRE_READ -> preRead = Optional.of(selection(control));
                case Oids.POST_READ -> postRead = Optional.of(selection(control));
                case Oids.PERMISSIVE_MODIFY -> permissive = true;
                case Oids.SUBENTRIES ->
                    subentries = Subentries.decode(value(control)).visible();
                case Oids.SD_FLAGS ->
                    descriptorParts = SdFlags.decode(value(control)).parts();
                default -> {}
            }
        }

        Controls done() {
            return new Controls(paged, assertion, preRead, postRead, permissive, subentries, descriptorParts);
        }
    }

    private static List<String> selection(Control control) throws BerException {
        return ReadEntryRequest.decode(value(control), DecoderLimits.DEFAULT).attributes();
    }

    private static OctetString value(Control control) {
        return control.value().orElseThrow(() -> malformed(control));
    }

    private static DirectoryException malformed(Control control) {
        return new DirectoryException(ResultCode.PROTOCOL_ERROR, "control " + control.oid() + " has a malformed value");
    }
}
