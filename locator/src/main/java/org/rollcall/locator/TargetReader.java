package org.rollcall.locator;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.rollcall.directory.Directory;
import org.rollcall.directory.EntryName;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.ldap.name.NClientDn;
import org.rollcall.ldap.name.NClientList;
import org.rollcall.ldap.name.NClientName;

/** Reads the DNs of requests, and remembers a bounded number of them, since most searches share a few bases. */
final class TargetReader {
    private static final int SLOTS = 256;
    private static final int LONGEST = 128;

    private record Remembered(OctetString text, TextEncoding encoding, Target target) {}

    private final Directory directory;
    private final ListedClass people;
    private final ListedClass conferences;
    private final AtomicReferenceArray<Remembered> remembered = new AtomicReferenceArray<>(SLOTS);

    TargetReader(Directory directory, ListedClass people, ListedClass conferences) {
        this.directory = directory;
        this.people = people;
        this.conferences = conferences;
    }

    Target read(OctetString text, TextEncoding encoding) {
        if (text.length() > LONGEST) {
            return parse(text, encoding);
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 8)) & (SLOTS - 1);
        Remembered known = remembered.get(slot);
        if (known != null && known.encoding == encoding && known.text.equals(text)) {
            return known.target;
        }
        Target target = parse(text, encoding);
        remembered.lazySet(slot, new Remembered(text, encoding, target));
        return target;
    }

    private Target parse(OctetString text, TextEncoding encoding) {
        String dn = encoding.decode(text);
        if (NClientName.isNClientForm(text)) {
            return NClientName.parse(dn)
                    .map(this::listed)
                    .orElseGet(() -> new Target.Invalid("neither c, o and cn before objectClass, nor a DN"));
        }
        try {
            return new Target.Named(directory.name(DnParser.parse(dn)));
        } catch (InvalidNameException e) {
            return new Target.Invalid(e.text());
        }
    }

    private Target listed(NClientName name) {
        ListedClass list;
        if (name.objectClass().equalsIgnoreCase(people.name())) {
            list = people;
        } else if (name.objectClass().equalsIgnoreCase(conferences.name())) {
            list = conferences;
        } else {
            return new Target.Unlisted(name.objectClass());
        }
        return switch (name) {
            case NClientList _ -> new Target.Listed(list);
            case NClientDn dn -> {
                OctetString cn = OctetString.of(dn.name());
                yield new Target.Entry(list, cn, entry(list, cn), prefix(dn));
            }
        };
    }

    /** The entry of this name in a list. */
    EntryName entry(ListedClass list, OctetString cn) {
        return directory.name(list.base(), list.rdn(cn));
    }

    private static OctetString prefix(NClientDn dn) {
        if (dn.c().isEmpty() && dn.o().isEmpty()) {
            return OctetString.EMPTY;
        }
        StringBuilder prefix = new StringBuilder();
        dn.c().ifPresent(country -> prefix.append("c=").append(country).append(','));
        dn.o()
                .ifPresent(
                        organization -> prefix.append("o=").append(organization).append(','));
        return OctetString.of(prefix.toString());
    }
}
