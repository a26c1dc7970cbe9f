package org.rollcall.interop.killer;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;

/** PTLib, as Ekiga uses it: N-client names in version 3 without a bind, person and application in one add or modify. */
record Ptlib() implements Role {
    @Override
    public char letter() {
        return 'p';
    }

    @Override
    public String name(Identity identity) {
        return identity + "+work@killer.example";
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public int perConnection() {
        return 1;
    }

    @Override
    public Operation next(State state, int number, RandomGenerator random) {
        int dice = state.main().isEmpty() ? 99 : random.nextInt(100);
        Act act = dice < 40 ? Act.REPLACE_WHOLE : dice < 65 ? Act.REFRESH : dice < 85 ? Act.DELETE : Act.REGISTER_WHOLE;
        return new Operation(act, number, act == Act.REFRESH ? 600 : 0, 1);
    }

    private static String dn(Identity identity) {
        return "c=AU, cn=" + identity.name() + ", objectClass=RTPerson";
    }

    @Override
    public byte[] request(int messageId, Identity identity, Operation operation) {
        return switch (operation.act()) {
            case REGISTER_WHOLE -> Requests.add(messageId, dn(identity), whole(identity, operation.number()));
            case REPLACE_WHOLE -> Requests.modify(messageId, dn(identity), whole(identity, operation.number()));
            case REFRESH -> Requests.refreshBySearch(messageId, identity.name(), operation.seconds() / 60);
            case DELETE -> Requests.delete(messageId, dn(identity));
            default -> throw new IllegalArgumentException("PTLib does not " + operation.act());
        };
    }

    private static Map<String, List<String>> whole(Identity identity, int number) {
        Map<String, List<String>> attributes = Attributes.of("objectclass", "RTPerson");
        attributes.putAll(person(identity, number));
        attributes.putAll(application(number));
        attributes.putAll(Attributes.of(
                "securitytoken", 0, "smodop", 0, "sttl", 3_600, "timestamp", System.currentTimeMillis() / 1000));
        return Attributes.inUtf8(Attributes.inNForm(attributes));
    }

    private static Map<String, List<String>> person(Identity identity, int number) {
        return Attributes.of(
                "cn",
                identity.name(),
                "c",
                "AU",
                "sn",
                "J\u00f6ngbloed " + number,
                "givenname",
                "Robert",
                "mail",
                identity.name(),
                "ipaddress",
                3_758_139_584L,
                "sflags",
                1,
                "location",
                "Canberra " + number,
                "comment",
                Role.note(number),
                "ilsa32833566",
                1,
                "ilsa39321630",
                number);
    }

    private static Map<String, List<String>> application(int number) {
        return Attributes.of(
                "applicationid", "Ekiga",
                "guid", "none",
                "mimetype", "text/iuls",
                "protocolid", "h323",
                "protocolmimetype", "text/h323",
                "port", 20_000 + number % 40_000);
    }

    @Override
    public Map<String, List<String>> main(Identity identity, Main main) {
        return person(identity, main.base());
    }

    @Override
    public Map<String, List<String>> app(Identity identity, App app) {
        Map<String, List<String>> attributes = application(app.number());
        attributes.put("cn", List.of(identity.name()));
        return attributes;
    }

    @Override
    public String nPrefix() {
        return "c=AU,";
    }
}
