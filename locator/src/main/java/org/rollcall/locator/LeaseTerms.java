package org.rollcall.locator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** Times to live as clients write them: minutes in {@code sTTL}, seconds in {@code entryTTL} (decisions 16, 18). */
final class LeaseTerms {
    /** Longer than any maximum; what is beyond it means the same. */
    private static final long LONGEST_SECONDS = Duration.ofDays(36_525).toSeconds();

    private LeaseTerms() {}

    /** {@code sTTL}, which is graceful; nothing where the text is not a number of at least one minute. */
    static Optional<LeaseTerm.Exactly> minutes(OctetString value) {
        long minutes = number(value);
        return minutes < 1
                ? Optional.empty()
                : Optional.of(
                        new LeaseTerm.Exactly(Duration.ofMinutes(Math.min(minutes, LONGEST_SECONDS / 60)), true, true));
    }

    /** {@code entryTTL}, which is exact; nothing where the text is not a number of at least one second. */
    static Optional<LeaseTerm.Exactly> seconds(OctetString value) {
        long seconds = number(value);
        return seconds < 1 ? Optional.empty() : Optional.of(seconds(seconds));
    }

    static LeaseTerm.Exactly seconds(long seconds) {
        return new LeaseTerm.Exactly(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)), false, false);
    }

    /** The one value of an attribute of either name. */
    static Optional<LeaseTerm.Exactly> read(String description, List<OctetString> values) {
        if (values.size() != 1) {
            return Optional.empty();
        }
        return NameMapping.isMinutes(description) ? minutes(values.getFirst()) : seconds(values.getFirst());
    }

    /** As {@link #read}, where anything but a time to live is an error. */
    static LeaseTerm.Exactly demand(String description, List<OctetString> values) {
        if (values.size() != 1) {
            throw new DirectoryException(
                    ResultCode.CONSTRAINT_VIOLATION, description + ": exactly one value is needed");
        }
        OctetString value = values.getFirst();
        return read(description, values)
                .orElseThrow(() -> number(value) == NOT_A_NUMBER
                        ? new DirectoryException(ResultCode.INVALID_ATTRIBUTE_SYNTAX, description + ": not an integer")
                        : new DirectoryException(
                                ResultCode.CONSTRAINT_VIOLATION, description + ": must be greater than zero"));
    }

    /** Shown minutes are rounded up, so that a living entry never shows zero (decision 5). */
    static long shownMinutes(long seconds) {
        return (seconds + 59) / 60;
    }

    private static final long NOT_A_NUMBER = Long.MIN_VALUE;

    /** Blanks around it do not count; what is too large for a long is the largest. */
    private static long number(OctetString value) {
        OctetString digits = Texts.trimmed(value);
        int first = !digits.isEmpty() && digits.at(0) == '-' ? 1 : 0;
        if (digits.length() == first) {
            return NOT_A_NUMBER;
        }
        long number = 0;
        for (int i = first; i < digits.length(); i++) {
            int digit = digits.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            number = number > LONGEST_SECONDS ? number : number * 10 + digit;
        }
        return first == 1 ? -number : number;
    }
}
