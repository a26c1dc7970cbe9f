package org.rollcall.interop.killer;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;

/** Who makes conferences for next week: version 3, leases of hours to days, some steps on a connection. */
record Organizer() implements Role {
    private static final int HOUR = 3_600;
    private static final int[] SECONDS = {HOUR, 8 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR};

    @Override
    public char letter() {
        return 'o';
    }

    @Override
    public String name(Identity identity) {
        return "Demo Conference " + identity;
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
        if (state.main().isEmpty()) {
            return new Operation(Act.ADD, number, 0, 1);
        }
        int dice = random.nextInt(100);
        int seconds = SECONDS[random.nextInt(SECONDS.length)];
        Act act = dice < 30
                ? Act.RENEW
                : dice < 40
                        ? Act.REFRESH_OPERATION
                        : dice < 60 ? Act.CHANGE : dice < 80 ? Act.CHANGE_AND_RENEW : Act.DELETE;
        return new Operation(act, number, seconds, 1);
    }

    private static String dn(Identity identity) {
        return "uid=" + identity.name() + ",ou=dynamic,o=Intranet";
    }

    @Override
    public byte[] request(int messageId, Identity identity, Operation operation) {
        int number = operation.number();
        Map<String, List<String>> timeToLive = Attributes.of("entryTTL", operation.seconds());
        return switch (operation.act()) {
            case ADD -> {
                Map<String, List<String>> attributes =
                        Attributes.of("objectclass", List.of("RTConference", "DynamicObject"));
                attributes.putAll(base(number));
                attributes.putAll(description(identity, number));
                yield Requests.add(messageId, dn(identity), Attributes.inUtf8(attributes));
            }
            case CHANGE -> Requests.modify(messageId, dn(identity), Attributes.inUtf8(description(identity, number)));
            case CHANGE_AND_RENEW -> {
                Map<String, List<String>> changes = description(identity, number);
                changes.putAll(timeToLive);
                yield Requests.modify(messageId, dn(identity), Attributes.inUtf8(changes));
            }
            case RENEW -> Requests.modify(messageId, dn(identity), timeToLive);
            case REFRESH_OPERATION -> Requests.refresh(messageId, dn(identity), operation.seconds());
            case DELETE -> Requests.delete(messageId, dn(identity));
            default -> throw new IllegalArgumentException("an organizer does not " + operation.act());
        };
    }

    /** MS-DTYP 2.4.6: a self-relative descriptor with the number as its owner's last part. */
    private static Map<String, List<String>> base(int number) {
        StringBuilder descriptor = new StringBuilder("\1\0\4\200\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        descriptor.append("\1\2\0\0\0\0\0\5\25\0\0\0");
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            descriptor.append((char) (number >> shift & 0xff));
        }
        return Attributes.of("ntsecuritydescriptor", descriptor, "protocolid", "IP Conference " + number);
    }

    private static Map<String, List<String>> description(Identity identity, int number) {
        return Attributes.of(
                "conferenceblob",
                "v=0\r\no=administrator " + number + " 1 IN IP4 w2kils.killer.example\r\ns=" + identity.name()
                        + "\r\ni=" + Role.note(number) + "\r\nm=audio 22716 RTP/AVP 0\r\n");
    }

    @Override
    public Map<String, List<String>> main(Identity identity, Main main) {
        Map<String, List<String>> attributes = base(main.base());
        attributes.putAll(description(identity, main.note()));
        attributes.put("uid", List.of(identity.name()));
        return attributes;
    }

    @Override
    public Map<String, List<String>> app(Identity identity, App app) {
        throw new IllegalStateException("a conference has no application");
    }

    @Override
    public String nPrefix() {
        return "";
    }
}
