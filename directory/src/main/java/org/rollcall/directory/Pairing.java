package org.rollcall.directory;

import java.util.Set;
import org.rollcall.directory.schema.AttributeType;

/**
 * Whether a person and an application of the same owner count as one entry (decision 11).
 */
public sealed interface Pairing {
    /** Each entry by itself. */
    record None() implements Pairing {}

    /**
     * Each visible person with, where it has any, the first of its owner's applications for which the condition is
     * true; the attributes named are the application's where there is one, all others the person's.
     */
    record WithApplication(Set<AttributeType> ofApplication) implements Pairing {
        public WithApplication {
            ofApplication = Set.copyOf(ofApplication);
        }
    }

    Pairing NONE = new None();
}
