package org.rollcall.server.ldif;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How entries from elsewhere are taken.
 *
 * @param existing what becomes of one whose name is taken
 * @param lease for dynamic entries that bring none; without it, the operator's default
 * @param drop names of attributes that are left out, in any case of letters
 * @param rehearsal true where everything is checked and nothing changed
 */
public record IntakeTerms(Existing existing, Optional<Duration> lease, Set<String> drop, boolean rehearsal) {
    /** What to do where an entry of the same name is there. */
    public enum Existing {
        REFUSE,
        REPLACE,
        KEEP
    }

    public static final IntakeTerms DEFAULT = new IntakeTerms(Existing.REFUSE, Optional.empty(), Set.of(), false);

    public IntakeTerms {
        drop = drop.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean drops(String description) {
        return !drop.isEmpty() && drop.contains(description.toLowerCase(Locale.ROOT));
    }
}
