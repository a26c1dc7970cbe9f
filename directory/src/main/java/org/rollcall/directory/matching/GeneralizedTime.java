package org.rollcall.directory.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of generalized times (RFC 4517 §3.3.13): the instant in Coordinated Universal Time to the second, then
 * the fraction of the second without trailing zeros, if there is one.
 */
final class GeneralizedTime {
    /** More digits than any clock has; what is longer is refused before it is parsed. */
    private static final int MAX_LENGTH = 64;

    private static final Pattern FORM = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})"
            + "(?:([0-9]{2})([0-9]{2})?)?(?:[.,]([0-9]+))?(?:Z|([+-])([0-9]{2})([0-9]{2})?)");
    private static final DateTimeFormatter TO_SECOND = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private GeneralizedTime() {}

    static @Nullable String normalize(byte[] src, int offset, int length) {
        if (length > MAX_LENGTH) {
            return null;
        }
        Matcher form = FORM.matcher(SyntaxCheck.latin1(src, offset, length));
        if (!form.matches()) {
            return null;
        }
        int minute = number(form, 5);
        int second = number(form, 6);
        int zoneHours = number(form, 9);
        int zoneMinutes = number(form, 10);
        // A leap second is the first of the next minute.
        if (second > 60 || zoneHours > 23 || zoneMinutes > 59) {
            return null;
        }
        int unitSeconds = form.group(5) == null ? 3600 : form.group(6) == null ? 60 : 1;
        BigDecimal fraction = form.group(7) == null
                ? BigDecimal.ZERO
                : new BigDecimal("0." + form.group(7)).multiply(BigDecimal.valueOf(unitSeconds));
        BigDecimal wholeSeconds = fraction.setScale(0, RoundingMode.FLOOR);
        long zoneOffset = 60L * zoneHours + zoneMinutes;
        try {
            LocalDateTime time = LocalDateTime.of(
                            number(form, 1), number(form, 2), number(form, 3), number(form, 4), minute)
                    .plusSeconds(second + wholeSeconds.longValue())
                    .minusMinutes("-".equals(form.group(8)) ? -zoneOffset : zoneOffset);
            if (time.getYear() < 0 || time.getYear() > 9999) {
                return null;
            }
            BigDecimal rest = fraction.subtract(wholeSeconds).stripTrailingZeros();
            return TO_SECOND.format(time)
                    + (rest.signum() == 0 ? "" : rest.toPlainString().substring(1));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
