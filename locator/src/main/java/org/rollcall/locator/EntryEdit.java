package org.rollcall.locator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Entry;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.Syntax;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ResultCode;

/**
 * The contents of an entry while they are changed: add, delete and replace of RFC 4511 §4.6, increment of RFC 4525.
 * Used by one thread.
 */
final class EntryEdit {

    /** One change, resolved. */
    record Edit(Modification.Kind kind, AttributeType type, List<OctetString> values) {
        Edit {
            values = List.copyOf(values);
        }
    }

    private final Match match;
    private final Entry entry;
    private final boolean permissive;
    private final int descriptorParts;
    private final Map<AttributeType, List<OctetString>> attributes = new LinkedHashMap<>();
    private boolean changed;

    /**
     * The contents of an entry as they are.
     *
     * @param permissive true where adding what is there, or deleting what is not, is no error
     * @param descriptorParts of {@link DescriptorParts}: what of a security descriptor is replaced by another
     */
    EntryEdit(Match match, boolean permissive, int descriptorParts) {
        this.match = match;
        this.entry = match.entry();
        this.permissive = permissive;
        this.descriptorParts = descriptorParts;
        for (int i = 0; i < entry.size(); i++) {
            attributes.put(entry.type(i), entry.values(entry.type(i)));
        }
    }

    void apply(Edit edit) {
        if (!edit.type().userModifiable() || edit.type().operational()) {
            throw refusal(ResultCode.CONSTRAINT_VIOLATION, edit, "only the server changes it");
        }
        // Who can't see values must not find them out by changing them.
        if (!match.sees(edit.type())) {
            throw refusal(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, edit, "not yours to see, and so not to change");
        }
        List<OctetString> before = values(edit.type());
        List<OctetString> after = switch (edit.kind()) {
            case ADD -> added(edit, before);
            case DELETE -> deleted(edit, before);
            case REPLACE -> replaced(edit, before);
            case INCREMENT -> incremented(edit, before);
        };
        if (after.equals(before)) {
            return;
        }
        changed = true;
        if (after.isEmpty()) {
            attributes.remove(edit.type());
        } else {
            attributes.put(edit.type(), after);
        }
    }

    private List<OctetString> added(Edit edit, List<OctetString> before) {
        if (edit.values().isEmpty()) {
            throw refusal(ResultCode.PROTOCOL_ERROR, edit, "nothing to add");
        }
        List<OctetString> after = new ArrayList<>(before);
        for (OctetString value : edit.values()) {
            if (indexOf(edit.type(), after, value) < 0) {
                after.add(value);
            } else if (!permissive) {
                throw refusal(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, edit, "the value is already there");
            }
        }
        return after;
    }

    private List<OctetString> deleted(Edit edit, List<OctetString> before) {
        if (before.isEmpty() && !permissive) {
            throw refusal(ResultCode.NO_SUCH_ATTRIBUTE, edit, "not there");
        }
        if (edit.values().isEmpty()) {
            return List.of();
        }
        List<OctetString> after = new ArrayList<>(before);
        for (OctetString value : edit.values()) {
            int index = indexOf(edit.type(), after, value);
            if (index >= 0) {
                after.remove(index);
            } else if (!permissive) {
                throw refusal(ResultCode.NO_SUCH_ATTRIBUTE, edit, "no such value");
            }
        }
        return after;
    }

    private List<OctetString> replaced(Edit edit, List<OctetString> before) {
        for (int i = 1; i < edit.values().size(); i++) {
            if (indexOf(edit.type(), edit.values().subList(0, i), edit.values().get(i)) >= 0) {
                throw refusal(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, edit, "a value is given twice");
            }
        }
        boolean merges = before.size() == 1
                && edit.values().size() == 1
                && edit.type().name().equals(Vocabulary.DESCRIPTOR);
        return merges ? List.of(merged(before.getFirst(), edit.values().getFirst())) : edit.values();
    }

    // What is not meant, or not given, stays: nobody makes an entry public by leaving something out.
    private OctetString merged(OctetString before, OctetString update) {
        try {
            SecurityDescriptor written = SecurityDescriptor.decode(update.unsafeArray(), DescriptorLimits.DEFAULT);
            SecurityDescriptor merged = SecurityDescriptor.decode(before.unsafeArray(), DescriptorLimits.DEFAULT)
                    .merge(descriptorParts, written);
            return merged.equals(written) ? update : OctetString.wrap(merged.encode());
        } catch (InvalidDescriptorException e) {
            // The directory says what is wrong with the new one; an old one that is none has no parts to keep.
            return update;
        }
    }

    private static List<OctetString> incremented(Edit edit, List<OctetString> before) {
        if (edit.values().size() != 1) {
            throw refusal(ResultCode.PROTOCOL_ERROR, edit, "exactly one increment is needed");
        }
        if (edit.type().syntax() != Syntax.INTEGER) {
            throw refusal(ResultCode.CONSTRAINT_VIOLATION, edit, "not an integer attribute");
        }
        if (before.isEmpty()) {
            throw refusal(ResultCode.NO_SUCH_ATTRIBUTE, edit, "not there");
        }
        BigInteger by = integer(edit, edit.values().getFirst());
        List<OctetString> after = new ArrayList<>(before.size());
        for (OctetString value : before) {
            after.add(OctetString.of(integer(edit, value).add(by).toString()));
        }
        return after;
    }

    private static BigInteger integer(Edit edit, OctetString value) {
        if (!Syntax.INTEGER.accepts(value)) {
            throw refusal(ResultCode.INVALID_ATTRIBUTE_SYNTAX, edit, "not an integer");
        }
        return new BigInteger(value.utf8());
    }

    private static DirectoryException refusal(ResultCode code, Edit edit, String message) {
        return new DirectoryException(code, edit.type().name() + ": " + message);
    }

    List<OctetString> values(AttributeType type) {
        return attributes.getOrDefault(type, List.of());
    }

    /** True where a value equal to this one is there. */
    boolean has(AttributeType type, OctetString value) {
        return indexOf(type, values(type), value) >= 0;
    }

    boolean changed() {
        return changed;
    }

    /** The place of a value equal to this one by the type's rule, or -1. */
    static int indexOf(AttributeType type, List<OctetString> values, OctetString value) {
        if (values.isEmpty()) {
            return -1;
        }
        Optional<MatchingRule> rule = type.equality();
        Optional<String> normal = rule.flatMap(equality -> equality.normalize(value));
        for (int i = 0; i < values.size(); i++) {
            OctetString other = values.get(i);
            boolean equal = other.equals(value)
                    || (normal.isPresent()
                            && rule.flatMap(equality -> equality.normalize(other))
                                    .equals(normal));
            if (equal) {
                return i;
            }
        }
        return -1;
    }

    /** The contents as they are now; the lease in them says nothing. */
    NewEntry contents() {
        List<Attribute> all = new ArrayList<>(attributes.size());
        attributes.forEach((type, values) -> all.add(new Attribute(type.name(), values)));
        List<OctetString> prefix = entry.hidden(EntryReply.PREFIX);
        List<Attribute> hidden = prefix.isEmpty() ? List.of() : List.of(new Attribute(EntryReply.PREFIX, prefix));
        return new NewEntry(entry.name(), all, new LeaseTerm.Static(), hidden);
    }
}
