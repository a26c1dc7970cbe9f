package org.rollcall.directory.matching;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rollcall.ldap.OctetString;

/** The syntaxes of attribute values (RFC 4517 §3.3, RFC 4530 §2.1; Binary from RFC 2252 §6.2, as MS-TAIL 2.3.4 names it). */
public enum Syntax {
    ATTRIBUTE_TYPE_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.3", "Attribute Type Description", Content.TEXT),
    BINARY("1.3.6.1.4.1.1466.115.121.1.5", "Binary", Content.OCTETS),
    BIT_STRING("1.3.6.1.4.1.1466.115.121.1.6", "Bit String", Content.TEXT),
    BOOLEAN("1.3.6.1.4.1.1466.115.121.1.7", "Boolean", Content.TEXT),
    COUNTRY_STRING("1.3.6.1.4.1.1466.115.121.1.11", "Country String", Content.TEXT),
    DISTINGUISHED_NAME("1.3.6.1.4.1.1466.115.121.1.12", "DN", Content.TEXT),
    DELIVERY_METHOD("1.3.6.1.4.1.1466.115.121.1.14", "Delivery Method", Content.TEXT),
    DIRECTORY_STRING("1.3.6.1.4.1.1466.115.121.1.15", "Directory String", Content.TEXT),
    DIT_CONTENT_RULE_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.16", "DIT Content Rule Description", Content.TEXT),
    DIT_STRUCTURE_RULE_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.17", "DIT Structure Rule Description", Content.TEXT),
    ENHANCED_GUIDE("1.3.6.1.4.1.1466.115.121.1.21", "Enhanced Guide", Content.TEXT),
    FACSIMILE_TELEPHONE_NUMBER("1.3.6.1.4.1.1466.115.121.1.22", "Facsimile Telephone Number", Content.TEXT),
    GENERALIZED_TIME("1.3.6.1.4.1.1466.115.121.1.24", "Generalized Time", Content.TEXT),
    GUIDE("1.3.6.1.4.1.1466.115.121.1.25", "Guide", Content.TEXT),
    IA5_STRING("1.3.6.1.4.1.1466.115.121.1.26", "IA5 String", Content.TEXT),
    INTEGER("1.3.6.1.4.1.1466.115.121.1.27", "INTEGER", Content.TEXT),
    JPEG("1.3.6.1.4.1.1466.115.121.1.28", "JPEG", Content.OCTETS),
    MATCHING_RULE_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.30", "Matching Rule Description", Content.TEXT),
    MATCHING_RULE_USE_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.31", "Matching Rule Use Description", Content.TEXT),
    NAME_AND_OPTIONAL_UID("1.3.6.1.4.1.1466.115.121.1.34", "Name And Optional UID", Content.TEXT),
    NAME_FORM_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.35", "Name Form Description", Content.TEXT),
    NUMERIC_STRING("1.3.6.1.4.1.1466.115.121.1.36", "Numeric String", Content.TEXT),
    OBJECT_CLASS_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.37", "Object Class Description", Content.TEXT),
    OID("1.3.6.1.4.1.1466.115.121.1.38", "OID", Content.TEXT),
    OTHER_MAILBOX("1.3.6.1.4.1.1466.115.121.1.39", "Other Mailbox", Content.TEXT),
    OCTET_STRING("1.3.6.1.4.1.1466.115.121.1.40", "Octet String", Content.OCTETS),
    POSTAL_ADDRESS("1.3.6.1.4.1.1466.115.121.1.41", "Postal Address", Content.TEXT),
    PRINTABLE_STRING("1.3.6.1.4.1.1466.115.121.1.44", "Printable String", Content.TEXT),
    TELEPHONE_NUMBER("1.3.6.1.4.1.1466.115.121.1.50", "Telephone Number", Content.TEXT),
    TELETEX_TERMINAL_IDENTIFIER("1.3.6.1.4.1.1466.115.121.1.51", "Teletex Terminal Identifier", Content.OCTETS),
    TELEX_NUMBER("1.3.6.1.4.1.1466.115.121.1.52", "Telex Number", Content.TEXT),
    UTC_TIME("1.3.6.1.4.1.1466.115.121.1.53", "UTC Time", Content.TEXT),
    LDAP_SYNTAX_DESCRIPTION("1.3.6.1.4.1.1466.115.121.1.54", "LDAP Syntax Description", Content.TEXT),
    SUBSTRING_ASSERTION("1.3.6.1.4.1.1466.115.121.1.58", "Substring Assertion", Content.TEXT),
    UUID("1.3.6.1.1.16.1", "UUID", Content.TEXT);

    private enum Content {
        TEXT,
        OCTETS
    }

    private static final Map<String, Syntax> BY_OID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Syntax::oid, Function.identity()));

    private final String oid;
    private final String description;
    private final Content content;

    Syntax(String oid, String description, Content content) {
        this.oid = oid;
        this.description = description;
        this.content = content;
    }

    public static Optional<Syntax> byOid(String oid) {
        return Optional.ofNullable(BY_OID.get(oid));
    }

    public String oid() {
        return oid;
    }

    /** The name that RFC 4517 gives it; for people. */
    public String description() {
        return description;
    }

    /** Whether values are text, which a version 2 client sends and gets in ISO-8859-1 (decision 2 of the dialect). */
    public boolean isText() {
        return content == Content.TEXT;
    }

    /**
     * Whether the slice is a value of this syntax. Directory String follows decision 8 of the dialect: a space is a
     * value. The descriptions of schema elements and the guides are only asked to be UTF-8: no client writes them.
     */
    public boolean accepts(byte[] src, int offset, int length) {
        return switch (this) {
            case BINARY, JPEG, OCTET_STRING, TELETEX_TERMINAL_IDENTIFIER -> true;
            case BIT_STRING -> SyntaxCheck.isBitString(src, offset, length);
            case BOOLEAN -> SyntaxCheck.isBoolean(src, offset, length);
            case COUNTRY_STRING -> length == 2 && SyntaxCheck.isPrintable(src, offset, length);
            case DISTINGUISHED_NAME -> DnNormalizer.isDn(src, offset, length);
            case NAME_AND_OPTIONAL_UID -> DnNormalizer.isDnAndOptionalUid(src, offset, length);
            case ATTRIBUTE_TYPE_DESCRIPTION,
                    DELIVERY_METHOD,
                    DIRECTORY_STRING,
                    DIT_CONTENT_RULE_DESCRIPTION,
                    DIT_STRUCTURE_RULE_DESCRIPTION,
                    ENHANCED_GUIDE,
                    GUIDE,
                    LDAP_SYNTAX_DESCRIPTION,
                    MATCHING_RULE_DESCRIPTION,
                    MATCHING_RULE_USE_DESCRIPTION,
                    NAME_FORM_DESCRIPTION,
                    OBJECT_CLASS_DESCRIPTION,
                    OTHER_MAILBOX,
                    POSTAL_ADDRESS,
                    SUBSTRING_ASSERTION -> length > 0 && SyntaxCheck.isUtf8(src, offset, length);
            case FACSIMILE_TELEPHONE_NUMBER, PRINTABLE_STRING, TELEPHONE_NUMBER, TELEX_NUMBER ->
                length > 0 && SyntaxCheck.isPrintable(src, offset, length);
            case GENERALIZED_TIME -> GeneralizedTime.normalize(src, offset, length) != null;
            case UTC_TIME -> SyntaxCheck.isUtcTime(src, offset, length);
            case IA5_STRING -> SyntaxCheck.isAscii(src, offset, length);
            case INTEGER -> IntegerKey.normalize(src, offset, length) != null;
            case NUMERIC_STRING -> length > 0 && SyntaxCheck.isNumeric(src, offset, length);
            case OID -> SyntaxCheck.isOid(src, offset, length);
            case UUID -> SyntaxCheck.isUuid(src, offset, length);
        };
    }

    public boolean accepts(OctetString value) {
        return accepts(value.unsafeArray(), 0, value.length());
    }
}
