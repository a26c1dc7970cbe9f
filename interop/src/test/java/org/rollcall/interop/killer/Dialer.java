package org.rollcall.interop.killer;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;

/** Phone Dialer, and what else speaks TAPI: version 3, normal names, the application before its person, some steps on a connection. */
record Dialer() implements Role {
    private static final int[] SECONDS = {300, 1_800, 7_200, 86_400, 180_000};

    @Override
    public char letter() {
        return 'd';
    }

    @Override
    public String name(Identity identity) {
        return identity + "]w2kils.killer.example";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int perConnection() {
        return 8;
    }

    @Override
    public Operation next(State state, int number, RandomGenerator random) {
        boolean person = state.main().isPresent();
        boolean app = state.app().isPresent();
        int dice = random.nextInt(100);
        int seconds = SECONDS[random.nextInt(SECONDS.length)];
        if (!app && dice < 60) {
            return new Operation(Act.ADD_APP, number, 0, 1);
        }
        if (!person) {
            return new Operation(Act.ADD, number, 0, 1);
        }
        if (dice < 25) {
            return new Operation(Act.RENEW, number, seconds, 1);
        }
        if (dice < 40 && app) {
            return new Operation(dice < 33 ? Act.RENEW_APP : Act.REFRESH_OPERATION_APP, number, seconds, 1);
        }
        if (dice < 50) {
            return new Operation(Act.REFRESH_OPERATION, number, seconds, 1);
        }
        if (dice < 60) {
            return new Operation(Act.CHANGE, number, 0, 1);
        }
        if (dice < 70) {
            return new Operation(Act.CHANGE_AND_RENEW, number, seconds, 1);
        }
        if (dice < 77) {
            return new Operation(Act.ADD, number, 0, 1);
        }
        if (dice < 84) {
            return new Operation(Act.ADD_APP, number, 0, 1);
        }
        if (dice < 88 && app) {
            return new Operation(Act.DELETE_APP, number, 0, 1);
        }
        return new Operation(Act.DELETE, number, 0, 1);
    }

    private static String dn(Identity identity) {
        return "cn=" + identity.name() + ",ou=Dynamic,o=Intranet";
    }

    private static String appDn(Identity identity) {
        return "cn=" + identity.name() + ",appName=MS-NetMeeting,ou=applications,o=Intranet";
    }

    @Override
    public byte[] request(int messageId, Identity identity, Operation operation) {
        int number = operation.number();
        Map<String, List<String>> timeToLive = Attributes.of("EntryTTL", operation.seconds());
        return switch (operation.act()) {
            case ADD -> {
                Map<String, List<String>> attributes =
                        Attributes.of("objectclass", List.of("rtPerson", "DynamicObject"), "smodop", 0);
                attributes.putAll(person(identity, number, number));
                attributes.put("securitytoken", List.of("1508109"));
                yield Requests.add(messageId, dn(identity), Attributes.inUtf8(attributes));
            }
            case ADD_APP -> {
                Map<String, List<String>> attributes =
                        Attributes.of("objectclass", List.of("rtApplicationUser", "DynamicObject"));
                attributes.putAll(application(identity, number));
                yield Requests.add(messageId, appDn(identity), Attributes.inUtf8(attributes));
            }
            case CHANGE -> Requests.modify(messageId, dn(identity), Attributes.inUtf8(note(number)));
            case CHANGE_AND_RENEW -> {
                Map<String, List<String>> changes = note(number);
                changes.putAll(timeToLive);
                yield Requests.modify(messageId, dn(identity), Attributes.inUtf8(changes));
            }
            case RENEW -> Requests.modify(messageId, dn(identity), timeToLive);
            case RENEW_APP -> Requests.modify(messageId, appDn(identity), timeToLive);
            case REFRESH_OPERATION -> Requests.refresh(messageId, dn(identity), operation.seconds());
            case REFRESH_OPERATION_APP -> Requests.refresh(messageId, appDn(identity), operation.seconds());
            case DELETE -> Requests.delete(messageId, dn(identity));
            case DELETE_APP -> Requests.delete(messageId, appDn(identity));
            default -> throw new IllegalArgumentException("Dialer does not " + operation.act());
        };
    }

    /** MS-TAIL 4.5.4. */
    private static Map<String, List<String>> person(Identity identity, int base, int note) {
        Map<String, List<String>> attributes = Attributes.of(
                "ipaddress",
                3_808_471_232L,
                "mail",
                identity.name(),
                "givenname",
                "eric",
                "sn",
                "gr\u00fcber " + base,
                "sflags",
                1,
                "c",
                "US",
                "mimetype",
                "text/iuls",
                "guid",
                "%032x".formatted(base),
                "protocolmimetype",
                "H323",
                "port",
                20_000 + base % 40_000,
                "ilsa39321630",
                4);
        attributes.putAll(note(note));
        return attributes;
    }

    private static Map<String, List<String>> note(int number) {
        return Attributes.of("location", "N/A \u0416 " + number, "comment", Role.note(number));
    }

    /** MS-TAIL 4.5.2. */
    private static Map<String, List<String>> application(Identity identity, int number) {
        return Attributes.of(
                "userobject",
                "cn=" + identity.name(),
                "applicationid",
                "ms-netmeeting",
                "mimetype",
                "text/iuls",
                "guid",
                "%032x".formatted(number),
                "protocolid",
                "H323",
                "protocolmimetype",
                "text/h323",
                "port",
                20_000 + number % 40_000,
                "ilsa39321630",
                4);
    }

    @Override
    public Map<String, List<String>> main(Identity identity, Main main) {
        Map<String, List<String>> attributes = person(identity, main.base(), main.note());
        attributes.put("cn", List.of(identity.name()));
        attributes.put("smodop", List.of("0"));
        return attributes;
    }

    @Override
    public Map<String, List<String>> app(Identity identity, App app) {
        Map<String, List<String>> attributes = application(identity, app.number());
        attributes.put("cn", List.of(identity.name()));
        return attributes;
    }

    @Override
    public String nPrefix() {
        return "";
    }
}
