package org.rollcall.server.control;

import static org.rollcall.server.control.ControlCodec.REQUEST;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.control.ControlRequest.OfDescriptors;

/** What is asked of security descriptors, and answered to that, as parts of lines. */
final class DescriptorsCodec {
    private static final String SHOW = "show-descriptor";
    private static final String GIVE = "give-descriptor";
    private static final String TAKE = "take-descriptor";

    private static final String ENTRY = "entry";
    private static final String DN = "dn";
    private static final String SDDL = "sddl";
    private static final String BELONGS_TO = "belongsTo";
    private static final String DESCRIPTOR = "descriptor";
    private static final String NAMES = "names";

    static final Map<String, ControlCodec.RequestReader> REQUESTS = Map.of(
            SHOW, fields -> new OfDescriptors.Show(fields.text(ENTRY)),
            GIVE, fields -> new OfDescriptors.Give(fields.text(ENTRY), fields.text(SDDL)),
            TAKE, fields -> new OfDescriptors.Take(fields.text(ENTRY)));

    private DescriptorsCodec() {}

    static Map<String, Object> members(OfDescriptors request) {
        return switch (request) {
            case OfDescriptors.Show(String entry) -> Members.ordered(REQUEST, SHOW, ENTRY, entry);
            case OfDescriptors.Give(String entry, String sddl) ->
                Members.ordered(REQUEST, GIVE, ENTRY, entry, SDDL, sddl);
            case OfDescriptors.Take(String entry) -> Members.ordered(REQUEST, TAKE, ENTRY, entry);
        };
    }

    static Map<String, Object> members(DescriptorState state) {
        Map<String, Object> members = Members.ordered(DN, state.entry(), BELONGS_TO, state.belongsTo());
        state.descriptor()
                .ifPresent(octets -> members.put(DESCRIPTOR, Base64.getEncoder().encodeToString(octets.toByteArray())));
        members.put(NAMES, state.names().stream().map(AccountsCodec::members).toList());
        return members;
    }

    /** @throws IllegalArgumentException where the descriptor is not in Base64 */
    static DescriptorState state(Fields fields) throws ControlException {
        Optional<OctetString> descriptor = fields.optionalText(DESCRIPTOR)
                .map(text -> OctetString.wrap(Base64.getDecoder().decode(text)));
        List<PrincipalName> names = new ArrayList<>();
        for (Fields each : fields.objects(NAMES)) {
            names.add(AccountsCodec.principal(each));
        }
        return new DescriptorState(fields.text(DN), fields.text(BELONGS_TO), descriptor, names);
    }
}
