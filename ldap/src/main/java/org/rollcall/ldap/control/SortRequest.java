package org.rollcall.ldap.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.message.Control;

/** The value of the server side sorting request control (RFC 2891 §1.1). */
public record SortRequest(List<Key> keys) {
    private static final int ORDERING_RULE = 0x80;
    private static final int REVERSE_ORDER = 0x81;

    public SortRequest {
        keys = List.copyOf(keys);
    }

    /** One key, the first being the most significant. */
    public record Key(String attribute, Optional<String> orderingRule, boolean reverse) {}

    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not of this form, or exceeds the limits
     */
    public static SortRequest decode(OctetString value, DecoderLimits limits) throws BerException {
        BerReader in = new BerReader(value);
        int list = in.enter(Ber.SEQUENCE);
        List<Key> keys = new ArrayList<>();
        while (in.hasMore()) {
            Values.countAgainst(limits.maxElements(), keys.size());
            int outer = in.enter(Ber.SEQUENCE);
            String attribute = Values.text(in, Ber.OCTET_STRING);
            Optional<String> rule =
                    in.nextIs(ORDERING_RULE) ? Optional.of(Values.text(in, ORDERING_RULE)) : Optional.empty();
            boolean reverse = in.nextIs(REVERSE_ORDER) && in.bool(REVERSE_ORDER);
            in.leave(outer);
            keys.add(new Key(attribute, rule, reverse));
        }
        in.leave(list);
        Values.end(in);
        return new SortRequest(keys);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        for (int i = keys.size() - 1; i >= 0; i--) {
            Key key = keys.get(i);
            int mark = out.size();
            if (key.reverse()) {
                out.bool(REVERSE_ORDER, true);
            }
            if (key.orderingRule().isPresent()) {
                out.octetString(
                        ORDERING_RULE,
                        TextEncoding.UTF_8.encode(key.orderingRule().get()));
            }
            out.octetString(Ber.OCTET_STRING, TextEncoding.UTF_8.encode(key.attribute()));
            out.close(Ber.SEQUENCE, mark);
        }
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public Control toControl(boolean critical) {
        return new Control(Oids.SORT_REQUEST, critical, Optional.of(encode()));
    }
}
