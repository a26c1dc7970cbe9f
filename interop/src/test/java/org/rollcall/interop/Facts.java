package org.rollcall.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a client program under {@code interop/peers} says it saw: a key, a tab and a value on each line. */
record Facts(Map<String, List<String>> byKey) {
    /** Runs the program against {@code server}, with what else it wants to be told. */
    static Facts of(String program, RollcallServer server, String... arguments) {
        Program.Outcome outcome = Program.of(
                        Peer.script(program).toString(), "127.0.0.1", Integer.toString(server.port()))
                .with(arguments)
                .run();
        if (outcome.status() != 0) {
            throw new AssertionError(outcome + "\nIs the client's library missing? " + Peer.HOW_TO_INSTALL);
        }
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (String line : outcome.lines()) {
            String[] parts = line.split("\t", 2);
            facts.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
        }
        return new Facts(facts);
    }

    List<String> all(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    String one(String key) {
        List<String> all = all(key);
        if (all.size() != 1) {
            throw new AssertionError(key + ": " + all + " in " + byKey);
        }
        return all.getFirst();
    }
}
