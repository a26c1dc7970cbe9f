package org.rollcall.access.sddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.access.Octets;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.InvalidSidException;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;

/** Reads one descriptor (MS-DTYP 2.5.1.1), from left to right. */
final class SddlParser {
    static final String NULL_ACL = "NO_ACCESS_CONTROL";

    private static final char QUOTE = '"';

    private static final Pattern SID =
            Pattern.compile("S-1-(?:0x[0-9a-f]{12}|[0-9]+)(?:-[0-9]+)*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern GUID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private static final Mnemonics.Table READ_RIGHTS = Mnemonics.RIGHTS.and(Mnemonics.COMPOSITE_RIGHTS);
    private static final Mnemonics.Table LABEL_RIGHTS = READ_RIGHTS.and(Mnemonics.LABEL_POLICIES);

    private final String text;
    private final SidAliases aliases;
    private final Function<String, Optional<Sid>> names;
    private int position;
    private int control;
    private SecurityDescriptor descriptor = SecurityDescriptor.EMPTY;

    SddlParser(String text, SidAliases aliases, Function<String, Optional<Sid>> names) {
        this.text = text;
        this.aliases = aliases;
        this.names = names;
    }

    SecurityDescriptor parse() throws InvalidSddlException {
        checkAscii();
        while (position < text.length()) {
            int start = position;
            String part = upper(Math.min(2, text.length() - position));
            position += part.length();
            switch (part) {
                case "O:" -> {
                    once(descriptor.owner().isEmpty(), part, start);
                    descriptor = descriptor.withOwner(sid());
                }
                case "G:" -> {
                    once(descriptor.group().isEmpty(), part, start);
                    descriptor = descriptor.withGroup(sid());
                }
                case "D:" -> {
                    once(descriptor.dacl() instanceof Acl.Absent, part, start);
                    descriptor = descriptor.withDacl(acl(Mnemonics.Side.DACL));
                }
                case "S:" -> {
                    once(descriptor.sacl() instanceof Acl.Absent, part, start);
                    descriptor = descriptor.withSacl(acl(Mnemonics.Side.SACL));
                }
                default -> throw new InvalidSddlException("O:, G:, D: or S: expected", start);
            }
        }
        return descriptor.withControl(control);
    }

    // Beside names, only conditions and resource attributes have other characters, some of which become ASCII as
    // capitals.
    private void checkAscii() throws InvalidSddlException {
        boolean inName = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == QUOTE) {
                inName = !inName;
            } else if (text.charAt(i) >= 0x80 && !inName) {
                throw new InvalidSddlException("a character that is not ASCII", i);
            }
        }
    }

    private static void once(boolean first, String part, int start) throws InvalidSddlException {
        if (!first) {
            throw new InvalidSddlException("second " + part, start);
        }
    }

    private Acl acl(Mnemonics.Side side) throws InvalidSddlException {
        int start = position;
        flags(side);
        if (ahead(NULL_ACL)) {
            position += NULL_ACL.length();
            return new Acl.Null();
        }
        List<Ace> aces = new ArrayList<>();
        long size = Acl.sizeOf(aces);
        while (at('(')) {
            Ace ace = ace();
            size += ace.size();
            if (size > Acl.MAX_OCTETS) {
                throw new InvalidSddlException("more entries than a " + side.name() + " can have", start);
            }
            aces.add(ace);
        }
        return Acl.of(aces);
    }

    private void flags(Mnemonics.Side side) {
        boolean found = true;
        while (found) {
            found = false;
            for (Mnemonics.Bits flag : side.flags()) {
                if (ahead(flag.name())) {
                    control |= flag.bits();
                    position += flag.name().length();
                    found = true;
                }
            }
        }
    }

    private Ace ace() throws InvalidSddlException {
        expect('(');
        AceType type = type();
        expect(';');
        int flags = names(Mnemonics.ACE_FLAGS, "flag");
        expect(';');
        int mask = mask(type);
        expect(';');
        int guids = position;
        Optional<UUID> objectType = guid();
        expect(';');
        Optional<UUID> inheritedObjectType = guid();
        expect(';');
        Sid sid = sid();
        expect(')');
        if (type.isObjectSpecific()) {
            return new Ace.OfObject(type, flags, mask, objectType, inheritedObjectType, sid, Octets.EMPTY);
        }
        if (objectType.isPresent() || inheritedObjectType.isPresent()) {
            throw new InvalidSddlException("only OA, OD and OU entries have GUIDs; one stands", guids);
        }
        return new Ace.Plain(type, flags, mask, sid, Octets.EMPTY);
    }

    private AceType type() throws InvalidSddlException {
        int start = position;
        String name = upper(endOfField() - position);
        AceType type = Mnemonics.TYPES.get(name);
        if (type == null && Mnemonics.UNREAD_TYPES.contains(name)) {
            throw new InvalidSddlException(
                    "entries with conditions or resource attributes (" + name + ") are taken in binary form only; one"
                            + " stands",
                    start);
        }
        if (type == null) {
            throw new InvalidSddlException(
                    "unknown type of entry '" + shown(name) + "': one of " + Mnemonics.typeNames() + " expected",
                    start);
        }
        position += name.length();
        return type;
    }

    /** As many two-letter names as there are up to the end of the field. */
    private int names(Mnemonics.Table table, String what) throws InvalidSddlException {
        int end = endOfField();
        int bits = 0;
        while (position < end) {
            String name = upper(Math.min(2, end - position));
            OptionalInt named = table.bits(name);
            if (named.isEmpty()) {
                throw fault("unknown " + what + " '" + name + "': those of " + table.known() + " expected");
            }
            bits |= named.getAsInt();
            position += name.length();
        }
        return bits;
    }

    private int mask(AceType type) throws InvalidSddlException {
        if (position < text.length() && isDigit(text.charAt(position))) {
            return number();
        }
        return names(type == AceType.MANDATORY_LABEL ? LABEL_RIGHTS : READ_RIGHTS, "right");
    }

    // Hexadecimal behind 0x, octal behind 0, else decimal.
    private int number() throws InvalidSddlException {
        int start = position;
        int end = endOfField();
        int radix = 10;
        if (ahead("0x")) {
            radix = 16;
            position += 2;
        } else if (at('0') && end - position > 1) {
            radix = 8;
            position++;
        }
        long value = 0;
        if (position == end) {
            throw fault("digits missing");
        }
        for (; position < end; position++) {
            char c = text.charAt(position);
            int digit = Character.digit(c, radix);
            if (digit < 0) {
                throw fault("'" + c + "' is no digit of base " + radix);
            }
            value = value * radix + digit;
            if (value > 0xFFFF_FFFFL) {
                throw new InvalidSddlException("a mask has 32 bits, more stand", start);
            }
        }
        return (int) value;
    }

    private Optional<UUID> guid() throws InvalidSddlException {
        int end = endOfField();
        if (position == end) {
            return Optional.empty();
        }
        Matcher matcher = GUID.matcher(text).region(position, end);
        if (!matcher.matches()) {
            throw fault("'" + shown(text.substring(position, end)) + "' is no GUID");
        }
        position = end;
        return Optional.of(UUID.fromString(matcher.group()));
    }

    private Sid sid() throws InvalidSddlException {
        int start = position;
        if (at(QUOTE)) {
            return named();
        }
        if (ahead("S-")) {
            Matcher matcher = SID.matcher(text).region(position, text.length());
            if (!matcher.lookingAt()) {
                throw fault(
                        "a SID begins with S-1- and an authority, in 12 digits if hexadecimal; another text stands");
            }
            position = matcher.end();
            try {
                return Sid.parse(matcher.group());
            } catch (InvalidSidException e) {
                throw new InvalidSddlException(e.text(), start);
            }
        }
        String alias = upper(Math.min(2, text.length() - position));
        Optional<Sid> sid = aliases.sid(alias);
        if (sid.isEmpty() && SidAliases.needsDomain(alias)) {
            throw fault(alias + " is a group or account of a domain, and no domain is known here: the whole SID is"
                    + " needed");
        }
        position += alias.length();
        return sid.orElseThrow(
                () -> new InvalidSddlException("'" + alias + "' is neither a SID nor the abbreviation of one", start));
    }

    private Sid named() throws InvalidSddlException {
        int start = position;
        int end = text.indexOf(QUOTE, start + 1);
        if (end < 0) {
            throw new InvalidSddlException("a name without the quotation mark at its end", start);
        }
        String name = text.substring(start + 1, end);
        position = end + 1;
        return names.apply(name)
                .orElseThrow(() -> new InvalidSddlException("nobody known here has the name " + shown(name), start));
    }

    /** The next semicolon or closing parenthesis, or the end. */
    private int endOfField() {
        int end = position;
        while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != ')') {
            end++;
        }
        return end;
    }

    /** The next characters, as many as are there for certain, in capitals. */
    private String upper(int length) {
        return text.substring(position, position + length).toUpperCase(Locale.ROOT);
    }

    private static String shown(String field) {
        return field.length() <= 40 ? field : field.substring(0, 40) + "…";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean ahead(String word) {
        return text.regionMatches(true, position, word, 0, word.length());
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private void expect(char c) throws InvalidSddlException {
        if (!at(c)) {
            throw fault("'" + c + "' missing");
        }
        position++;
    }

    private InvalidSddlException fault(String message) {
        return new InvalidSddlException(message, position);
    }
}
