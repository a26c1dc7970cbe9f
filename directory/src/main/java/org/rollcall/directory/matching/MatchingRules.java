package org.rollcall.directory.matching;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.matching.MatchingRule.Kind;
import org.rollcall.directory.matching.MatchingRule.Normalizer;

/** The catalogue of matching rules (RFC 4517 §4.2, RFC 4530 §2.2), bound to one schema. */
public final class MatchingRules {
    private static final Set<Syntax> STRINGS = EnumSet.of(
            Syntax.DIRECTORY_STRING,
            Syntax.IA5_STRING,
            Syntax.PRINTABLE_STRING,
            Syntax.COUNTRY_STRING,
            Syntax.NUMERIC_STRING,
            Syntax.TELEPHONE_NUMBER);
    private static final Set<Syntax> IA5 = EnumSet.of(Syntax.IA5_STRING);
    private static final Set<Syntax> NUMERIC = EnumSet.of(Syntax.NUMERIC_STRING);
    private static final Set<Syntax> TELEPHONE = EnumSet.of(Syntax.TELEPHONE_NUMBER);
    private static final Set<Syntax> LISTS = EnumSet.of(Syntax.POSTAL_ADDRESS);
    private static final Set<Syntax> OCTETS = EnumSet.of(Syntax.OCTET_STRING, Syntax.BINARY, Syntax.JPEG);
    private static final Set<Syntax> DESCRIPTIONS = EnumSet.of(
            Syntax.ATTRIBUTE_TYPE_DESCRIPTION,
            Syntax.DIT_CONTENT_RULE_DESCRIPTION,
            Syntax.LDAP_SYNTAX_DESCRIPTION,
            Syntax.MATCHING_RULE_DESCRIPTION,
            Syntax.MATCHING_RULE_USE_DESCRIPTION,
            Syntax.NAME_FORM_DESCRIPTION,
            Syntax.OBJECT_CLASS_DESCRIPTION);

    private final List<MatchingRule> rules = new ArrayList<>();

    private MatchingRules() {}

    /** Every rule there is. The names are asked only when a value is normalized. */
    public static List<MatchingRule> forSchema(SchemaNames names) {
        MatchingRules made = new MatchingRules();
        made.addText();
        made.addNumbers();
        made.addOctets();
        made.addNames(names);
        return List.copyOf(made.rules);
    }

    private void addText() {
        TextPreparation ignore = TextPreparation.CASE_IGNORE;
        TextPreparation exact = TextPreparation.CASE_EXACT;
        text("2.5.13.2", "caseIgnoreMatch", Syntax.DIRECTORY_STRING, STRINGS, ignore);
        text("2.5.13.3", "caseIgnoreOrderingMatch", Syntax.DIRECTORY_STRING, STRINGS, ignore);
        text("2.5.13.4", "caseIgnoreSubstringsMatch", Syntax.SUBSTRING_ASSERTION, STRINGS, ignore);
        text("2.5.13.5", "caseExactMatch", Syntax.DIRECTORY_STRING, STRINGS, exact);
        text("2.5.13.6", "caseExactOrderingMatch", Syntax.DIRECTORY_STRING, STRINGS, exact);
        text("2.5.13.7", "caseExactSubstringsMatch", Syntax.SUBSTRING_ASSERTION, STRINGS, exact);
        text("1.3.6.1.4.1.1466.109.114.1", "caseExactIA5Match", Syntax.IA5_STRING, IA5, exact);
        text("1.3.6.1.4.1.1466.109.114.2", "caseIgnoreIA5Match", Syntax.IA5_STRING, IA5, ignore);
        text("1.3.6.1.4.1.1466.109.114.3", "caseIgnoreIA5SubstringsMatch", Syntax.SUBSTRING_ASSERTION, IA5, ignore);
        list("2.5.13.11", "caseIgnoreListMatch", Syntax.POSTAL_ADDRESS);
        list("2.5.13.12", "caseIgnoreListSubstringsMatch", Syntax.SUBSTRING_ASSERTION);
    }

    private void addNumbers() {
        text("2.5.13.8", "numericStringMatch", Syntax.NUMERIC_STRING, NUMERIC, TextPreparation.NUMERIC);
        text("2.5.13.9", "numericStringOrderingMatch", Syntax.NUMERIC_STRING, NUMERIC, TextPreparation.NUMERIC);
        text("2.5.13.10", "numericStringSubstringsMatch", Syntax.SUBSTRING_ASSERTION, NUMERIC, TextPreparation.NUMERIC);
        text("2.5.13.20", "telephoneNumberMatch", Syntax.TELEPHONE_NUMBER, TELEPHONE, TextPreparation.TELEPHONE);
        text(
                "2.5.13.21",
                "telephoneNumberSubstringsMatch",
                Syntax.SUBSTRING_ASSERTION,
                TELEPHONE,
                TextPreparation.TELEPHONE);
        same("2.5.13.14", "integerMatch", Syntax.INTEGER, IntegerKey::normalize);
        same("2.5.13.15", "integerOrderingMatch", Syntax.INTEGER, IntegerKey::normalize);
        same("2.5.13.27", "generalizedTimeMatch", Syntax.GENERALIZED_TIME, GeneralizedTime::normalize);
        same("2.5.13.28", "generalizedTimeOrderingMatch", Syntax.GENERALIZED_TIME, GeneralizedTime::normalize);
    }

    private void addOctets() {
        same("2.5.13.13", "booleanMatch", Syntax.BOOLEAN, checked(Syntax.BOOLEAN));
        same("2.5.13.16", "bitStringMatch", Syntax.BIT_STRING, checked(Syntax.BIT_STRING));
        add("2.5.13.17", "octetStringMatch", Syntax.OCTET_STRING, OCTETS, SyntaxCheck::latin1, SyntaxCheck::latin1);
        add(
                "2.5.13.18",
                "octetStringOrderingMatch",
                Syntax.OCTET_STRING,
                OCTETS,
                SyntaxCheck::latin1,
                SyntaxCheck::latin1);
        Normalizer uuid = (src, offset, length) -> SyntaxCheck.isUuid(src, offset, length)
                ? SyntaxCheck.latin1(src, offset, length).toLowerCase(Locale.ROOT)
                : null;
        same("1.3.6.1.1.16.2", "uuidMatch", Syntax.UUID, uuid);
        same("1.3.6.1.1.16.3", "uuidOrderingMatch", Syntax.UUID, uuid);
    }

    private void addNames(SchemaNames names) {
        DnNormalizer dn = new DnNormalizer(names);
        OidNormalizer oid = new OidNormalizer(names);
        same("2.5.13.1", "distinguishedNameMatch", Syntax.DISTINGUISHED_NAME, dn::normalize);
        same("2.5.13.23", "uniqueMemberMatch", Syntax.NAME_AND_OPTIONAL_UID, dn::normalizeWithOptionalUid);
        add("2.5.13.0", "objectIdentifierMatch", Syntax.OID, Set.of(Syntax.OID), oid::value, oid::assertion);
        add(
                "2.5.13.30",
                "objectIdentifierFirstComponentMatch",
                Syntax.OID,
                DESCRIPTIONS,
                oid::firstComponent,
                oid::assertion);
        add(
                "2.5.13.29",
                "integerFirstComponentMatch",
                Syntax.INTEGER,
                Set.of(Syntax.DIT_STRUCTURE_RULE_DESCRIPTION),
                OidNormalizer::firstInteger,
                IntegerKey::normalize);
    }

    private void text(String oid, String name, Syntax assertion, Set<Syntax> values, TextPreparation text) {
        rules.add(new MatchingRule(
                oid, name, kind(name), assertion, values, text::value, text::value, text, text.keepsPlainText()));
    }

    private void list(String oid, String name, Syntax assertion) {
        rules.add(new MatchingRule(
                oid,
                name,
                kind(name),
                assertion,
                LISTS,
                PostalAddress::normalize,
                PostalAddress::normalize,
                TextPreparation.CASE_IGNORE,
                false));
    }

    private void same(String oid, String name, Syntax syntax, Normalizer normalizer) {
        add(oid, name, syntax, Set.of(syntax), normalizer, normalizer);
    }

    private void add(
            String oid, String name, Syntax assertion, Set<Syntax> values, Normalizer value, Normalizer asserted) {
        rules.add(new MatchingRule(oid, name, kind(name), assertion, values, value, asserted, null, false));
    }

    private static Kind kind(String name) {
        return name.endsWith("OrderingMatch")
                ? Kind.ORDERING
                : name.endsWith("SubstringsMatch") ? Kind.SUBSTRINGS : Kind.EQUALITY;
    }

    private static Normalizer checked(Syntax syntax) {
        return new Normalizer() {
            @Override
            public @Nullable String normalize(byte[] src, int offset, int length) {
                return syntax.accepts(src, offset, length) ? SyntaxCheck.latin1(src, offset, length) : null;
            }
        };
    }
}
