package org.rollcall.interop.killer;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;

/** A kind of client: what it does when, how that looks on the wire, and what must be found of it. */
sealed interface Role permits NetMeeting, Ptlib, Dialer, Organizer {
    static Role of(char letter) {
        return switch (letter) {
            case 'n' -> new NetMeeting();
            case 'p' -> new Ptlib();
            case 'd' -> new Dialer();
            case 'o' -> new Organizer();
            default -> throw new IllegalArgumentException("no such client: " + letter);
        };
    }

    char letter();

    String name(Identity identity);

    /** The version it binds with; 0 where it does not bind. */
    int version();

    /** The most operations that it does on one connection. */
    int perConnection();

    /** What it does next on a name of which this is there. */
    Operation next(State state, int number, RandomGenerator random);

    byte[] request(int messageId, Identity identity, Operation operation);

    /**
     * The attributes of the person or conference: normal names in small letters, all that a stranger sees but
     * {@code objectClass}.
     */
    Map<String, List<String>> main(Identity identity, Main main);

    Map<String, List<String>> app(Identity identity, App app);

    /** What the names of an N-client's reply begin with. */
    String nPrefix();

    /** The number of an operation, as text whose length differs from one to the next. */
    static String note(int number) {
        return "note " + number + " " + "x".repeat(number * 37 % 150);
    }
}
