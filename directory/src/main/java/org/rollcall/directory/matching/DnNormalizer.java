package org.rollcall.directory.matching;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.ldap.name.Rdn;

/**
 * The normal form of distinguished names (RFC 4517 §4.2.15): root last, types as OIDs where the schema knows them, each
 * value in the normal form of its type's equality rule, the parts of an RDN in one order. Values whose type is unknown
 * compare as case-ignore text.
 *
 * <p>Each part of the form is ended by a control character, none of which a normal form of text contains; in the normal
 * forms of other values they are escaped.
 */
final class DnNormalizer {
    private static final char AVA_END = '\u0001';
    private static final char RDN_END = '\u0002';
    private static final char ESCAPE = '\u0003';

    private final SchemaNames names;

    DnNormalizer(SchemaNames names) {
        this.names = names;
    }

    static boolean isDn(byte[] src, int offset, int length) {
        return SyntaxCheck.isUtf8(src, offset, length) && parsed(src, offset, length) != null;
    }

    static boolean isDnAndOptionalUid(byte[] src, int offset, int length) {
        return isDn(src, offset, uidStart(src, offset, length) - offset);
    }

    @Nullable
    String normalize(byte[] src, int offset, int length) {
        Dn dn = parsed(src, offset, length);
        return dn == null ? null : normalize(dn);
    }

    /** RFC 4517 §4.2.31: a name alone matches the name with any identifier only if both lack one. */
    @Nullable
    String normalizeWithOptionalUid(byte[] src, int offset, int length) {
        int uid = uidStart(src, offset, length);
        String name = normalize(src, offset, uid - offset);
        return name == null ? null : name + SyntaxCheck.latin1(src, uid, offset + length - uid);
    }

    @Nullable
    String normalize(Dn dn) {
        StringBuilder key = new StringBuilder(64);
        for (Rdn rdn : dn.rdns()) {
            List<String> parts = new ArrayList<>(rdn.avas().size());
            for (Ava ava : rdn.avas()) {
                String part = normalize(ava);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            Collections.sort(parts);
            parts.forEach(part -> key.append(part).append(AVA_END));
            key.append(RDN_END);
        }
        return key.toString();
    }

    private @Nullable String normalize(Ava ava) {
        String type = names.attributeOid(ava.type()).orElseGet(() -> ava.type().toLowerCase(Locale.ROOT));
        byte[] octets = ava.value().unsafeArray();
        String value = names.equality(ava.type())
                .map(rule -> rule.normalize(octets, 0, octets.length))
                .orElseGet(() -> Optional.ofNullable(TextPreparation.CASE_IGNORE.value(octets, 0, octets.length)))
                .orElse(null);
        return value == null ? null : type + '=' + escaped(value);
    }

    private static String escaped(String value) {
        if (value.chars().noneMatch(c -> c <= ESCAPE)) {
            return value;
        }
        StringBuilder escaped = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ESCAPE) {
                escaped.append(ESCAPE).append((char) (c + '0'));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static @Nullable Dn parsed(byte[] src, int offset, int length) {
        try {
            return DnParser.parse(new String(src, offset, length, StandardCharsets.UTF_8));
        } catch (InvalidNameException e) {
            return null;
        }
    }

    // Where the '#' of a trailing identifier stands (RFC 4517 §3.3.21), or the end.
    private static int uidStart(byte[] src, int offset, int length) {
        int end = offset + length;
        for (int i = end - 1; i >= offset; i--) {
            if (src[i] == '#' && SyntaxCheck.isBitString(src, i + 1, end - i - 1)) {
                return i;
            }
        }
        return end;
    }
}
