package org.rollcall.bench.run;

/** Where a measurement says what it is doing. */
final class Progress {
    private Progress() {}

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
