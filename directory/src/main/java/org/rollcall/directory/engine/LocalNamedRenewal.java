package org.rollcall.directory.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.NamedRenewal;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.RenewRequest;

/** A renewal of an entry that the index knows by its RDN, which is plain. */
final class LocalNamedRenewal implements NamedRenewal {
    private final NamedKey key;
    private final int plainName;
    private final KnownNode container;
    private final RenewRequest request;
    private final PairedTypes types;

    private LocalNamedRenewal(NamedKey key, int plainName, EntryName container, RenewRequest request) {
        this.key = key;
        this.plainName = plainName;
        this.container = new KnownNode(container);
        this.request = request;
        this.types = PairedTypes.of(request.pairing());
    }

    static Optional<NamedRenewal> of(Core core, RenewRequest request, PlainName name) {
        String normal = request.name().normal();
        String parent = Names.parent(normal);
        if (parent.isEmpty() || !LocalNamedSearch.isSettled(request.condition())) {
            return Optional.empty();
        }
        Names names = core.names();
        for (int i = 0; i < names.indexed().size(); i++) {
            NamedKey key = names.namedKey(
                    names.indexed().get(i).type(), core.population().index());
            if (key != null && Names.rdn(normal).equals(key.of(name))) {
                EntryName container = new EntryName(parent, request.name().dn().parent());
                return Optional.of(new LocalNamedRenewal(key, i + 1, container, request));
            }
        }
        return Optional.empty();
    }

    NamedKey key() {
        return key;
    }

    RenewRequest request() {
        return request;
    }

    PairedTypes types() {
        return types;
    }

    boolean paired() {
        return request.pairing() instanceof Pairing.WithApplication;
    }

    /** The living entry of this name; null where there is none, or where it takes more to find it. */
    @Nullable
    Node find(Population population, PlainName name, long now) {
        Node parent = container.find(population, now);
        if (parent == null) {
            return null;
        }
        return switch (key.find(population.index(), name, Postings.markOf(parent))) {
            case Node node -> isIt(node, parent, name, now) ? node : null;
            case Node[] nodes -> {
                for (Node node : nodes) {
                    if (isIt(node, parent, name, now)) {
                        yield node;
                    }
                }
                yield null;
            }
            case null, default -> null;
        };
    }

    private boolean isIt(Node node, Node parent, PlainName name, long now) {
        if (node.parent != parent || !node.isAlive(now)) {
            return false;
        }
        byte[] wire = node.wire;
        return Wire.plainName(wire) == plainName && key.isIn(wire, name);
    }
}
