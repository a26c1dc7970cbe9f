package org.rollcall.interop.killer;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What of one name is in the directory: a person and its application, or a conference. Contents follow from numbers: each
 * operation has its own, and writes it into all that it writes.
 */
record State(Optional<Main> main, Optional<App> app) {
    static final State NOTHING = new State(Optional.empty(), Optional.empty());

    /**
     * The person or the conference.
     *
     * @param made the operation that made the entry
     * @param base the operation that wrote what later changes leave alone
     * @param note the operation that wrote the rest
     * @param address which of its client's addresses owns it
     */
    record Main(int made, int base, int note, int address, Leases leases) {}

    /**
     * The application.
     *
     * @param made the operation that made the entry
     * @param number the operation that wrote it last
     */
    record App(int made, int number, Leases leases) {}

    State withMain(Main other) {
        return new State(Optional.of(other), app);
    }

    State withApp(App other) {
        return new State(main, Optional.of(other));
    }

    State withoutApp() {
        return new State(main, Optional.empty());
    }

    State mapLeases(UnaryOperator<Leases> change) {
        return new State(
                main.map(m -> new Main(m.made(), m.base(), m.note(), m.address(), change.apply(m.leases()))),
                app.map(a -> new App(a.made(), a.number(), change.apply(a.leases()))));
    }
}
