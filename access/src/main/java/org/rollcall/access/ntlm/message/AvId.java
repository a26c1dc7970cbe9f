package org.rollcall.access.ntlm.message;

import java.util.Arrays;
import java.util.Optional;
import org.rollcall.access.Octets;

/** What an AV pair is about (MS-NLMP 2.2.2.1), and the form its value must have. */
public enum AvId {
    NB_COMPUTER_NAME(1, Form.TEXT),
    NB_DOMAIN_NAME(2, Form.TEXT),
    DNS_COMPUTER_NAME(3, Form.TEXT),
    DNS_DOMAIN_NAME(4, Form.TEXT),
    DNS_TREE_NAME(5, Form.TEXT),
    FLAGS(6, Form.FLAGS),
    TIMESTAMP(7, Form.TIMESTAMP),
    SINGLE_HOST(8, Form.SINGLE_HOST),
    TARGET_NAME(9, Form.TEXT),
    CHANNEL_BINDINGS(10, Form.HASH);

    private enum Form {
        TEXT,
        FLAGS,
        TIMESTAMP,
        SINGLE_HOST,
        HASH
    }

    private final int number;
    private final Form form;

    AvId(int number, Form form) {
        this.number = number;
        this.form = form;
    }

    public int number() {
        return number;
    }

    static Optional<AvId> of(int number) {
        return Arrays.stream(values()).filter(id -> id.number == number).findFirst();
    }

    /** What is wrong with a value of this kind. */
    Optional<String> problem(Octets value) {
        return switch (form) {
            case TEXT -> Texts.isUnicode(value) ? Optional.empty() : Optional.of("AV pair " + this + " is not UTF-16");
            case FLAGS -> wrongLength(value, 4);
            case TIMESTAMP -> wrongLength(value, 8);
            case HASH -> wrongLength(value, 16);
            // Octets behind the machine's id are allowed, and ignored.
            case SINGLE_HOST ->
                value.length() > SingleHost.OCTETS ? Optional.empty() : wrongLength(value, SingleHost.OCTETS);
        };
    }

    private Optional<String> wrongLength(Octets value, int length) {
        return value.length() == length
                ? Optional.empty()
                : Optional.of("AV pair " + this + " has " + value.length() + " octets, not " + length);
    }
}
