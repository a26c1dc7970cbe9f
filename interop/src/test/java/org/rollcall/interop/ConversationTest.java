package org.rollcall.interop;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conversations of MS-TAIL section 4 and of PTLib, octet for octet, by plain sockets. What is expected was written by
 * hand from the specifications and stands in {@code src/test/resources/pdu}, the clause beside each octet that needs one.
 */
@AgainstRollcall
class ConversationTest {
    private final Suite suite;
    private RollcallServer server;

    ConversationTest(Suite suite) {
        this.suite = suite;
    }

    /** The conversations list everybody, so nobody else may be there; each leaves the directory as it found it. */
    @BeforeAll
    void startEmpty() {
        server = suite.start();
        new Peer("the conversations of MS-TAIL section 4 and of PTLib's PILSSession", "as published")
                .seenBy(getClass());
    }

    @ParameterizedTest
    @MethodSource("org.rollcall.interop.PduScriptTest#resources")
    void replyIsAsWritten(String name) {
        PduPlayer.play(PduScript.resource(name), server.address());
    }
}
