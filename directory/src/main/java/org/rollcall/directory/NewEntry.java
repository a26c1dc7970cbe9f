package org.rollcall.directory;

import java.util.List;
import org.rollcall.ldap.message.Attribute;

/**
 * An entry to be: name, user attributes in the order they shall be kept, lease.
 *
 * @param attributes canonical or any known descriptions; operational attributes are refused
 * @param hidden values that no client ever reads back as attributes, such as the {@code c=,o=} of an N-client's name
 */
public record NewEntry(EntryName name, List<Attribute> attributes, LeaseTerm lease, List<Attribute> hidden) {
    public NewEntry {
        attributes = List.copyOf(attributes);
        hidden = List.copyOf(hidden);
    }
}
