package org.rollcall.directory.engine;

import java.util.BitSet;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.schema.AttributeType;

/** The attributes that a paired entry takes from its application; asked for every item of every candidate. */
final class PairedTypes {
    static final PairedTypes NONE = new PairedTypes(new BitSet());

    private final BitSet ids;

    private PairedTypes(BitSet ids) {
        this.ids = ids;
    }

    static PairedTypes of(Pairing pairing) {
        return switch (pairing) {
            case Pairing.None ignored -> NONE;
            case Pairing.WithApplication with -> {
                BitSet ids = new BitSet();
                for (AttributeType type : with.ofApplication()) {
                    if (type.id() != AttributeType.NO_ID) {
                        ids.set(type.id());
                    }
                }
                yield new PairedTypes(ids);
            }
        };
    }

    boolean contains(AttributeType type) {
        return type.id() >= 0 && ids.get(type.id());
    }
}
