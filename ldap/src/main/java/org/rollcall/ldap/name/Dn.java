package org.rollcall.ldap.name;

import java.util.ArrayList;
import java.util.List;

/** A distinguished name, leaf first; without RDNs it is the root. Equality is that of the spelling, not of the entry. */
public record Dn(List<Rdn> rdns) {
    public static final Dn ROOT = new Dn(List.of());

    public Dn {
        rdns = List.copyOf(rdns);
    }

    public boolean isRoot() {
        return rdns.isEmpty();
    }

    /** How many RDNs it has. */
    public int size() {
        return rdns.size();
    }

    /**
     * The leaf.
     *
     * @throws IllegalStateException for the root, which has none
     */
    public Rdn rdn() {
        if (isRoot()) {
            throw new IllegalStateException("the root has no RDN");
        }
        return rdns.getFirst();
    }

    /**
     * The name one level up.
     *
     * @throws IllegalStateException for the root, which has none
     */
    public Dn parent() {
        if (isRoot()) {
            throw new IllegalStateException("the root has no parent");
        }
        return new Dn(rdns.subList(1, rdns.size()));
    }

    public Dn child(Rdn rdn) {
        List<Rdn> longer = new ArrayList<>(rdns.size() + 1);
        longer.add(rdn);
        longer.addAll(rdns);
        return new Dn(longer);
    }

    /** RFC 4514, without blanks. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rdns.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            rdns.get(i).appendTo(out);
        }
        return out.toString();
    }
}
