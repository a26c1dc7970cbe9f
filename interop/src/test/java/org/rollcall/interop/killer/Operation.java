package org.rollcall.interop.killer;

import java.util.Optional;
import org.rollcall.interop.killer.State.App;
import org.rollcall.interop.killer.State.Main;

/**
 * One operation of a client on one of its names.
 *
 * @param number told apart by it from all others on this name
 * @param seconds of the lease that is asked for; 0 where none is
 * @param address which of its addresses the client has
 */
record Operation(Act act, int number, int seconds, int address) {
    private static final int DEFAULT_SECONDS = 600;

    /** {@code sttl} 3600, as PTLib sends it, is cut down to an hour (decision 16). */
    private static final int PTLIB_SECONDS = 3_600;

    /**
     * What follows from it, once it is acknowledged.
     *
     * @param sent when, in milliseconds since 1970
     * @param answered when
     */
    State after(State before, long sent, long answered) {
        Lease asked = Lease.granted(seconds, sent, answered);
        return switch (act) {
            case REGISTER -> before.withoutApp().withMain(anew(before, leased(DEFAULT_SECONDS, sent, answered)));
            case REGISTER_WHOLE, REPLACE_WHOLE -> {
                Leases leases = leased(PTLIB_SECONDS, sent, answered);
                yield before.withMain(anew(before, leases)).withApp(appAnew(before, leases));
            }
            case ATTACH -> changed(before).withApp(appAnew(before, leased(DEFAULT_SECONDS, sent, answered)));
            case DETACH -> changed(before).withoutApp();
            case CHANGE -> changed(before);
            case CHANGE_AND_RENEW -> renewed(changed(before), Leases.written(asked));
            case REFRESH -> before.mapLeases(leases -> leases.renewed(asked));
            case ADD -> before.withMain(anew(before, leased(DEFAULT_SECONDS, sent, answered)));
            case ADD_APP -> before.withApp(appAnew(before, leased(DEFAULT_SECONDS, sent, answered)));
            case RENEW, REFRESH_OPERATION ->
                renewed(before, before.main().orElseThrow().leases().renewed(asked));
            case RENEW_APP, REFRESH_OPERATION_APP -> {
                App app = before.app().orElseThrow();
                yield before.withApp(
                        new App(app.made(), app.number(), app.leases().renewed(asked)));
            }
            case DELETE -> State.NOTHING;
            case DELETE_APP -> before.withoutApp();
        };
    }

    private static Leases leased(int seconds, long sent, long answered) {
        return Leases.written(Lease.granted(seconds, sent, answered));
    }

    private Main anew(State before, Leases leases) {
        int made = before.main().map(Main::made).orElse(number);
        return new Main(made, number, number, address, leases);
    }

    private App appAnew(State before, Leases leases) {
        return new App(before.app().map(App::made).orElse(number), number, leases);
    }

    private State changed(State before) {
        Main main = before.main().orElseThrow();
        return before.withMain(new Main(
                main.made(), main.base(), number, main.address(), main.leases().saved()));
    }

    private static State renewed(State before, Leases leases) {
        Main main = before.main().orElseThrow();
        return new State(
                Optional.of(new Main(main.made(), main.base(), main.note(), main.address(), leases)), before.app());
    }
}
