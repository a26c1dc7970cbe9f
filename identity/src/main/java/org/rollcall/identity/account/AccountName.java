package org.rollcall.identity.account;

import java.util.Optional;
import org.rollcall.identity.text.Preparation;

/**
 * What an account or group is called, without a domain. Prepared by SASLprep; equal to names that differ in case only.
 * Letters that were assigned after Unicode 3.2 have no case here.
 */
public final class AccountName implements Comparable<AccountName> {
    public static final int MAX_CHARACTERS = 64;

    /** What Windows reserves (MS-SAMR 3.1.1.6), and {@code @}, which parts a name from its domain. */
    private static final String RESERVED = "\"/\\[]:;|=,+*?<>@";

    private final String shown;
    private final String key;

    private AccountName(String shown, String key) {
        this.shown = shown;
        this.key = key;
    }

    /**
     * The name that a text is.
     *
     * @throws AccountException of kind INVALID_NAME, with what is wrong
     */
    public static AccountName of(String text) {
        if (text.length() > 2 * MAX_CHARACTERS) {
            throw invalid("a name has " + MAX_CHARACTERS + " characters at most");
        }
        String shown = Preparation.exact(text).orElseThrow(() -> invalid("the name has characters that none may have"));
        String key = Preparation.caseless(shown).orElseThrow(() -> invalid("the name has no form without case"));
        if (shown.isEmpty()) {
            throw invalid("the name is empty");
        }
        if (shown.codePointCount(0, shown.length()) > MAX_CHARACTERS) {
            throw invalid("a name has " + MAX_CHARACTERS + " characters at most");
        }
        if (shown.startsWith(" ") || shown.endsWith(" ")) {
            throw invalid("a name neither begins nor ends with a space");
        }
        if (shown.chars().allMatch(c -> c == '.')) {
            throw invalid("a name is not dots alone");
        }
        if (shown.chars().anyMatch(c -> RESERVED.indexOf(c) >= 0)) {
            throw invalid("a name has none of " + RESERVED);
        }
        // What changes when it is prepared once more could not be read back as the same.
        if (!Preparation.exact(shown).equals(Optional.of(shown))) {
            throw invalid("the name has no lasting form");
        }
        return new AccountName(shown, key);
    }

    /** The name that a text is; empty where {@link #of} would tell what is wrong. */
    public static Optional<AccountName> find(String text) {
        try {
            return Optional.of(of(text));
        } catch (AccountException e) {
            return Optional.empty();
        }
    }

    private static AccountException invalid(String message) {
        return new AccountException(AccountException.Kind.INVALID_NAME, message);
    }

    /** The form without case, by which names are compared. */
    public String key() {
        return key;
    }

    @Override
    public int compareTo(AccountName other) {
        return key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountName that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** As it was given, prepared. */
    @Override
    public String toString() {
        return shown;
    }
}
