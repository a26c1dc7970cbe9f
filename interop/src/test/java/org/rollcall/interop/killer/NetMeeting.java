package org.rollcall.interop.killer;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;

/** NetMeeting: version 2, root-first names, a connection for each operation but the pair of a registration. */
record NetMeeting() implements Role {
    private static final int[] MINUTES = {10, 10, 10, 5, 30, 60};
    private static final double TO_ANOTHER_ADDRESS = 0.3;

    @Override
    public char letter() {
        return 'n';
    }

    @Override
    public String name(Identity identity) {
        return identity + "@killer.example";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public int perConnection() {
        return 1;
    }

    @Override
    public Operation next(State state, int number, RandomGenerator random) {
        if (state.main().isEmpty()) {
            return new Operation(Act.REGISTER, number, 0, 1 + random.nextInt(2));
        }
        int address = state.main().get().address();
        if (state.app().isEmpty() && random.nextInt(4) > 0) {
            return new Operation(Act.ATTACH, number, 0, address);
        }
        int dice = random.nextInt(100);
        if (dice < 30) {
            return new Operation(Act.REFRESH, number, MINUTES[random.nextInt(MINUTES.length)] * 60, address);
        }
        if (dice < 55) {
            return new Operation(Act.ATTACH, number, 0, address);
        }
        if (dice < 65) {
            return new Operation(Act.CHANGE, number, 0, address);
        }
        if (dice < 80) {
            // Its machine crashed, or got another address: it shows its token.
            int other = random.nextDouble() < TO_ANOTHER_ADDRESS ? 3 - address : address;
            return new Operation(Act.REGISTER, number, 0, other);
        }
        if (dice < 85 && state.app().isPresent()) {
            return new Operation(Act.DETACH, number, 0, address);
        }
        return new Operation(Act.DELETE, number, 0, address);
    }

    private static String dn(Identity identity) {
        return "c=-,o=Microsoft, cn=" + identity.name() + ", objectClass=rtPerson";
    }

    @Override
    public byte[] request(int messageId, Identity identity, Operation operation) {
        int number = operation.number();
        return switch (operation.act()) {
            case REGISTER -> {
                Map<String, List<String>> attributes = person(identity, number, number);
                attributes.put("securitytoken", List.of(Integer.toString(21_912_384 + identity.index())));
                yield Requests.add(messageId, dn(identity), Attributes.inNForm(attributes));
            }
            case ATTACH -> {
                Map<String, List<String>> changes = Attributes.of("smodop", 0);
                changes.putAll(application(number));
                changes.putAll(note(number));
                yield Requests.modify(messageId, dn(identity), Attributes.inNForm(changes));
            }
            case DETACH, CHANGE -> {
                Map<String, List<String>> changes = Attributes.of("smodop", operation.act() == Act.DETACH ? 1 : 2);
                changes.put("applicationid", List.of("ms-netmeeting"));
                changes.putAll(note(number));
                yield Requests.modify(messageId, dn(identity), Attributes.inNForm(changes));
            }
            case REFRESH -> Requests.refreshBySearch(messageId, identity.name(), operation.seconds() / 60);
            case DELETE -> Requests.delete(messageId, dn(identity));
            default -> throw new IllegalArgumentException("NetMeeting does not " + operation.act());
        };
    }

    /** MS-TAIL 4.1.2; the surname has a letter that version 2 and 3 write differently. */
    private static Map<String, List<String>> person(Identity identity, int base, int note) {
        Map<String, List<String>> attributes = Attributes.of(
                "cn",
                identity.name(),
                "givenname",
                "Eric",
                "sn",
                "Gr\u00fcber " + base,
                "mail",
                identity.name(),
                "c",
                "-",
                "ipaddress",
                3_758_139_584L,
                "sflags",
                1,
                "ilsa26214430",
                0,
                "ilsa26279966",
                base,
                "ilsa32833566",
                1,
                "ilsa32964638",
                1,
                "ilsa39321630",
                2);
        attributes.putAll(note(note));
        return attributes;
    }

    private static Map<String, List<String>> note(int number) {
        return Attributes.of("location", "Seattle " + number, "comment", Role.note(number));
    }

    /** MS-TAIL 4.1.3. */
    private static Map<String, List<String>> application(int number) {
        return Attributes.of(
                "applicationid",
                "ms-netmeeting",
                "mimetype",
                "text/iuls",
                "guid",
                "%032x".formatted(number),
                "protocolid",
                List.of("T120", "H323"),
                "protocolmimetype",
                List.of("text/t120", "text/h323"),
                "port",
                List.of(1503, 20_000 + number % 40_000));
    }

    @Override
    public Map<String, List<String>> main(Identity identity, Main main) {
        return person(identity, main.base(), main.note());
    }

    @Override
    public Map<String, List<String>> app(Identity identity, App app) {
        Map<String, List<String>> attributes = application(app.number());
        attributes.put("cn", List.of(identity.name()));
        return attributes;
    }

    @Override
    public String nPrefix() {
        return "c=-,o=Microsoft,";
    }
}
