package org.rollcall.ldap.message;

/**
 * A result code: the registered ones by name (RFC 4511 §4.1.9, RFC 3909 §5, RFC 4528 §4), any other by number, since
 * the set is extensible.
 */
public record ResultCode(int value) {
    public static final ResultCode SUCCESS = new ResultCode(0);
    public static final ResultCode OPERATIONS_ERROR = new ResultCode(1);
    public static final ResultCode PROTOCOL_ERROR = new ResultCode(2);
    public static final ResultCode TIME_LIMIT_EXCEEDED = new ResultCode(3);
    public static final ResultCode SIZE_LIMIT_EXCEEDED = new ResultCode(4);
    public static final ResultCode COMPARE_FALSE = new ResultCode(5);
    public static final ResultCode COMPARE_TRUE = new ResultCode(6);
    public static final ResultCode AUTH_METHOD_NOT_SUPPORTED = new ResultCode(7);
    public static final ResultCode STRONGER_AUTH_REQUIRED = new ResultCode(8);
    public static final ResultCode REFERRAL = new ResultCode(10);
    public static final ResultCode ADMIN_LIMIT_EXCEEDED = new ResultCode(11);
    public static final ResultCode UNAVAILABLE_CRITICAL_EXTENSION = new ResultCode(12);
    public static final ResultCode CONFIDENTIALITY_REQUIRED = new ResultCode(13);
    public static final ResultCode SASL_BIND_IN_PROGRESS = new ResultCode(14);
    public static final ResultCode NO_SUCH_ATTRIBUTE = new ResultCode(16);
    public static final ResultCode UNDEFINED_ATTRIBUTE_TYPE = new ResultCode(17);
    public static final ResultCode INAPPROPRIATE_MATCHING = new ResultCode(18);
    public static final ResultCode CONSTRAINT_VIOLATION = new ResultCode(19);
    public static final ResultCode ATTRIBUTE_OR_VALUE_EXISTS = new ResultCode(20);
    public static final ResultCode INVALID_ATTRIBUTE_SYNTAX = new ResultCode(21);
    public static final ResultCode NO_SUCH_OBJECT = new ResultCode(32);
    public static final ResultCode ALIAS_PROBLEM = new ResultCode(33);
    public static final ResultCode INVALID_DN_SYNTAX = new ResultCode(34);
    public static final ResultCode IS_LEAF = new ResultCode(35);
    public static final ResultCode ALIAS_DEREFERENCING_PROBLEM = new ResultCode(36);
    public static final ResultCode INAPPROPRIATE_AUTHENTICATION = new ResultCode(48);
    public static final ResultCode INVALID_CREDENTIALS = new ResultCode(49);
    public static final ResultCode INSUFFICIENT_ACCESS_RIGHTS = new ResultCode(50);
    public static final ResultCode BUSY = new ResultCode(51);
    public static final ResultCode UNAVAILABLE = new ResultCode(52);
    public static final ResultCode UNWILLING_TO_PERFORM = new ResultCode(53);
    public static final ResultCode LOOP_DETECT = new ResultCode(54);
    public static final ResultCode NAMING_VIOLATION = new ResultCode(64);
    public static final ResultCode OBJECT_CLASS_VIOLATION = new ResultCode(65);
    public static final ResultCode NOT_ALLOWED_ON_NON_LEAF = new ResultCode(66);
    public static final ResultCode NOT_ALLOWED_ON_RDN = new ResultCode(67);
    public static final ResultCode ENTRY_ALREADY_EXISTS = new ResultCode(68);
    public static final ResultCode OBJECT_CLASS_MODS_PROHIBITED = new ResultCode(69);
    public static final ResultCode AFFECTS_MULTIPLE_DSAS = new ResultCode(71);
    public static final ResultCode OTHER = new ResultCode(80);
    public static final ResultCode CANCELED = new ResultCode(118);
    public static final ResultCode NO_SUCH_OPERATION = new ResultCode(119);
    public static final ResultCode TOO_LATE = new ResultCode(120);
    public static final ResultCode CANNOT_CANCEL = new ResultCode(121);
    public static final ResultCode ASSERTION_FAILED = new ResultCode(122);

    /** The name of RFC 4511, or the number in words where the code is not registered. */
    public String label() {
        return switch (value) {
            case 0 -> "success";
            case 1 -> "operationsError";
            case 2 -> "protocolError";
            case 3 -> "timeLimitExceeded";
            case 4 -> "sizeLimitExceeded";
            case 5 -> "compareFalse";
            case 6 -> "compareTrue";
            case 7 -> "authMethodNotSupported";
            case 8 -> "strongerAuthRequired";
            case 10 -> "referral";
            case 11 -> "adminLimitExceeded";
            case 12 -> "unavailableCriticalExtension";
            case 13 -> "confidentialityRequired";
            case 14 -> "saslBindInProgress";
            case 16 -> "noSuchAttribute";
            case 17 -> "undefinedAttributeType";
            case 18 -> "inappropriateMatching";
            case 19 -> "constraintViolation";
            case 20 -> "attributeOrValueExists";
            case 21 -> "invalidAttributeSyntax";
            case 32 -> "noSuchObject";
            case 33 -> "aliasProblem";
            case 34 -> "invalidDnSyntax";
            case 35 -> "isLeaf";
            case 36 -> "aliasDereferencingProblem";
            case 48 -> "inappropriateAuthentication";
            case 49 -> "invalidCredentials";
            case 50 -> "insufficientAccessRights";
            case 51 -> "busy";
            case 52 -> "unavailable";
            case 53 -> "unwillingToPerform";
            case 54 -> "loopDetect";
            case 64 -> "namingViolation";
            case 65 -> "objectClassViolation";
            case 66 -> "notAllowedOnNonLeaf";
            case 67 -> "notAllowedOnRdn";
            case 68 -> "entryAlreadyExists";
            case 69 -> "objectClassModsProhibited";
            case 71 -> "affectsMultipleDsas";
            case 80 -> "other";
            case 118 -> "canceled";
            case 119 -> "noSuchOperation";
            case 120 -> "tooLate";
            case 121 -> "cannotCancel";
            case 122 -> "assertionFailed";
            default -> "code " + value;
        };
    }

    @Override
    public String toString() {
        return label() + "(" + value + ")";
    }
}
