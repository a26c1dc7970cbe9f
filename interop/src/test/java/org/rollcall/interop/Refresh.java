package org.rollcall.interop;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Long;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

/** The refresh operation of RFC 2589, which the UnboundID SDK lacks. */
record Refresh(String dn, long seconds) {
    static final String OID = "1.3.6.1.4.1.1466.101.119.1";

    private static final byte ENTRY_NAME = (byte) 0x80;
    private static final byte TTL = (byte) 0x81;

    static Refresh of(String dn, long seconds) {
        return new Refresh(dn, seconds);
    }

    Answer by(LDAPConnection connection) throws LDAPException {
        ASN1Sequence value = new ASN1Sequence(new ASN1OctetString(ENTRY_NAME, dn), new ASN1Long(TTL, seconds));
        ExtendedResult result =
                connection.processExtendedOperation(new ExtendedRequest(OID, new ASN1OctetString(value.encode())));
        return new Answer(result.getResultCode().intValue(), granted(result));
    }

    private static long granted(ExtendedResult result) {
        if (result.getValue() == null) {
            return -1;
        }
        try {
            ASN1Element ttl =
                    ASN1Sequence.decodeAsSequence(result.getValue().getValue()).elements()[0];
            return ASN1Long.decodeAsLong(ttl).longValue();
        } catch (ASN1Exception e) {
            throw new AssertionError("not a response of RFC 2589 §4.2", e);
        }
    }

    /** The result code, and the time granted; -1 where the response says none. */
    record Answer(int code, long grantedSeconds) {}
}
