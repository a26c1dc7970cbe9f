package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison came to. */
final class Verdict {
    private static final int MOST_SHOWN = 20;

    /** What can be wrong. */
    enum Kind {
        /** Something acknowledged is not there, or not as it was acknowledged. */
        LOST,
        /** Something is there that was taken away, or that nobody put there. */
        RESURRECTED,
        /** Of a change of several entries, one part is there and another is not. */
        HALF_WRITTEN,
        /** What is left of a lease is not what is promised. */
        LEASE,
        /** The other form of names shows something else. */
        LISTED,
        /** An entry has another UUID than before. */
        REMADE
    }

    record Finding(Kind kind, String name, String what) {}

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Identity, Integer> settled = new LinkedHashMap<>();
    private long compared;

    void found(Kind kind, Identity identity, String what) {
        findings.add(new Finding(kind, identity.toString(), what));
    }

    void foundStranger(String dn) {
        findings.add(new Finding(Kind.RESURRECTED, dn, "nobody's"));
    }

    void compared(boolean main, boolean app) {
        compared += (main ? 1 : 0) + (app ? 1 : 0);
    }

    /** What was not answered is settled: this operation was done, or none where it is 0. */
    void settled(Identity identity, int number) {
        settled.put(identity, number);
    }

    Map<Identity, Integer> settled() {
        return settled;
    }

    /** Operations that were done though nobody was told. */
    long doneUnanswered() {
        return settled.values().stream().filter(number -> number > 0).count();
    }

    /** Entries that were there as they should. */
    long entries() {
        return compared;
    }

    long count(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    void assertClean() {
        assertThat(isClean()).as(toString()).isTrue();
    }

    @Override
    public String toString() {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, count(kind));
        }
        StringBuilder text = new StringBuilder(compared + " entries compared, " + counts);
        findings.stream()
                .limit(MOST_SHOWN)
                .forEach(finding -> text.append("\n  ")
                        .append(finding.kind())
                        .append(' ')
                        .append(finding.name())
                        .append(": ")
                        .append(finding.what()));
        return text.toString();
    }
}
