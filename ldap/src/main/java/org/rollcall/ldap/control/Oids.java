package org.rollcall.ldap.control;

import org.rollcall.ldap.message.ExtendedResponse;

/**
 * The object identifiers of controls, extended operations and features that Rollcall answers to, or knows to refuse.
 *
 * <p>MS-TAIL 2.2.6 also names "TAPI session control operations" as not supported. No public document gives them an
 * object identifier; they are refused as any unknown control or operation is.
 */
public final class Oids {
    /** RFC 2696. */
    public static final String PAGED_RESULTS = "1.2.840.113556.1.4.319";

    /** RFC 2891 §1.1. */
    public static final String SORT_REQUEST = "1.2.840.113556.1.4.473";

    /** RFC 2891 §1.2. */
    public static final String SORT_RESPONSE = "1.2.840.113556.1.4.474";

    /** RFC 4528 §3. */
    public static final String ASSERTION = "1.3.6.1.1.12";

    /** RFC 4527 §3.1. */
    public static final String PRE_READ = "1.3.6.1.1.13.1";

    /** RFC 4527 §3.2. */
    public static final String POST_READ = "1.3.6.1.1.13.2";

    /** LDAP_SERVER_PERMISSIVE_MODIFY_OID (MS-ADTS 3.1.1.3.4.1.8); it has no value. */
    public static final String PERMISSIVE_MODIFY = "1.2.840.113556.1.4.1413";

    /** LDAP_SERVER_SD_FLAGS_OID (MS-ADTS 3.1.1.3.4.1.11). */
    public static final String SD_FLAGS = "1.2.840.113556.1.4.801";

    /** RFC 3672 §3. */
    public static final String SUBENTRIES = "1.3.6.1.4.1.4203.1.10.1";

    /** RFC 3296 §3; it has no value. */
    public static final String MANAGE_DSA_IT = "2.16.840.1.113730.3.4.2";

    /** RFC 2589 §4, request and response. */
    public static final String REFRESH = "1.3.6.1.4.1.1466.101.119.1";

    /** RFC 4532 §2; the request has no value, the response's is an authorization identity. */
    public static final String WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3";

    /** RFC 3909 §2. */
    public static final String CANCEL = "1.3.6.1.1.8";

    /** RFC 4511 §4.14; it has no value. */
    public static final String START_TLS = "1.3.6.1.4.1.1466.20037";

    /** RFC 4511 §4.4.1, unsolicited. */
    public static final String NOTICE_OF_DISCONNECTION = ExtendedResponse.NOTICE_OF_DISCONNECTION;

    /** RFC 4525, a feature: modify with increment. */
    public static final String MODIFY_INCREMENT = "1.3.6.1.1.14";

    /** RFC 3673, a feature: {@code +} asks for all operational attributes. */
    public static final String ALL_OPERATIONAL_ATTRIBUTES = "1.3.6.1.4.1.4203.1.5.1";

    /** RFC 4529, a feature: {@code @class} asks for the attributes of a class. */
    public static final String ATTRIBUTES_BY_CLASS = "1.3.6.1.4.1.4203.1.5.2";

    /** RFC 4526, a feature: {@code (&)} and {@code (|)}. */
    public static final String ABSOLUTE_FILTERS = "1.3.6.1.4.1.4203.1.5.3";

    private Oids() {}
}
