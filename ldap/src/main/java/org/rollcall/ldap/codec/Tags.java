package org.rollcall.ldap.codec;

import java.util.Optional;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.CompareResponse;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyDnResponse;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.SearchResultDone;

/** The identifier octets of the operations (RFC 4511 appendix B). */
public final class Tags {
    public static final int BIND_REQUEST = 0x60;
    public static final int BIND_RESPONSE = 0x61;
    public static final int UNBIND_REQUEST = 0x42;
    public static final int SEARCH_REQUEST = 0x63;
    public static final int SEARCH_RESULT_ENTRY = 0x64;
    public static final int SEARCH_RESULT_DONE = 0x65;
    public static final int SEARCH_RESULT_REFERENCE = 0x73;
    public static final int MODIFY_REQUEST = 0x66;
    public static final int MODIFY_RESPONSE = 0x67;
    public static final int ADD_REQUEST = 0x68;
    public static final int ADD_RESPONSE = 0x69;
    public static final int DELETE_REQUEST = 0x4a;
    public static final int DELETE_RESPONSE = 0x6b;
    public static final int MODIFY_DN_REQUEST = 0x6c;
    public static final int MODIFY_DN_RESPONSE = 0x6d;
    public static final int COMPARE_REQUEST = 0x6e;
    public static final int COMPARE_RESPONSE = 0x6f;
    public static final int ABANDON_REQUEST = 0x50;
    public static final int EXTENDED_REQUEST = 0x77;
    public static final int EXTENDED_RESPONSE = 0x78;
    public static final int INTERMEDIATE_RESPONSE = 0x79;

    static final int CONTROLS = 0xa0;
    static final int REFERRAL = 0xa3;
    static final int SERVER_SASL_CREDENTIALS = 0x87;

    static final int AUTH_SIMPLE = 0x80;
    static final int AUTH_SASL = 0xa3;
    static final int AUTH_SICILY_DISCOVERY = 0x89;
    static final int AUTH_SICILY_NEGOTIATE = 0x8a;
    static final int AUTH_SICILY_RESPONSE = 0x8b;

    static final int NEW_SUPERIOR = 0x80;
    static final int REQUEST_NAME = 0x80;
    static final int REQUEST_VALUE = 0x81;
    static final int RESPONSE_NAME = 0x8a;
    static final int RESPONSE_VALUE = 0x8b;

    private Tags() {}

    static boolean isRequest(int tag) {
        return switch (tag) {
            case BIND_REQUEST,
                    UNBIND_REQUEST,
                    SEARCH_REQUEST,
                    MODIFY_REQUEST,
                    ADD_REQUEST,
                    DELETE_REQUEST,
                    MODIFY_DN_REQUEST,
                    COMPARE_REQUEST,
                    ABANDON_REQUEST,
                    EXTENDED_REQUEST -> true;
            default -> false;
        };
    }

    /** The response that ends the operation with this result; none for unbind, abandon and what is no request. */
    static Optional<Response> responseTo(int requestTag, LdapResult result) {
        return switch (requestTag) {
            case BIND_REQUEST -> Optional.of(new BindResponse(result));
            case SEARCH_REQUEST -> Optional.of(new SearchResultDone(result));
            case MODIFY_REQUEST -> Optional.of(new ModifyResponse(result));
            case ADD_REQUEST -> Optional.of(new AddResponse(result));
            case DELETE_REQUEST -> Optional.of(new DeleteResponse(result));
            case MODIFY_DN_REQUEST -> Optional.of(new ModifyDnResponse(result));
            case COMPARE_REQUEST -> Optional.of(new CompareResponse(result));
            case EXTENDED_REQUEST -> Optional.of(new ExtendedResponse(result, Optional.empty(), Optional.empty()));
            default -> Optional.empty();
        };
    }
}
