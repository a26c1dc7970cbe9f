package org.rollcall.access.ntlm.message;

import java.util.Optional;
import org.rollcall.access.Octets;

/** One attribute of a target info, by its number on the wire (MS-NLMP 2.2.2.1); the number may be unknown here. */
public record AvPair(int id, Octets value) {
    boolean isAbout(AvId what) {
        return id == what.number();
    }

    /** What is wrong with the value, if its kind is known. */
    Optional<String> problem() {
        return AvId.of(id).flatMap(kind -> kind.problem(value));
    }
}
