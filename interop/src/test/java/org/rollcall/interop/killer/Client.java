package org.rollcall.interop.killer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rollcall.interop.killer.Ledger.Account;
import org.rollcall.interop.killer.State.Main;

/** One client, which does one thing after the other and writes down each. */
final class Client {
    /** Longer would keep those who wait for the clients' end. */
    private static final int PAUSE_WHEN_REFUSED_MILLIS = 20;

    private final Fleet fleet;
    private final Journal journal;
    private final InetSocketAddress server;
    private final Role role;
    private final Random random;
    private final List<Name> names = new ArrayList<>();

    /** A name and what the client knows of it. */
    private static final class Name {
        private final Identity identity;
        private State state;
        private int lastNumber;

        Name(Identity identity, Account account) {
            this.identity = identity;
            this.state = account.state();
            this.lastNumber = account.lastNumber();
        }
    }

    Client(Fleet fleet, Role role, int number, int names, Random random) {
        this.fleet = fleet;
        this.journal = fleet.journal();
        this.server = fleet.server();
        this.role = role;
        this.random = random;
        for (int i = 0; i < names; i++) {
            Identity identity = new Identity(role, number, i);
            this.names.add(new Name(identity, fleet.ledger().account(identity)));
        }
    }

    /** Works until the fleet is told to stop. */
    void run() {
        try {
            while (fleet.works()) {
                converse();
            }
        } catch (IOException e) {
            fleet.broken(names.getFirst().identity, e);
        }
    }

    /** One connection: as many operations as this client does on one; a registration is a pair. */
    private void converse() throws IOException {
        Name name = anyName();
        Operation operation = next(name);
        try (Connection connection = Connection.open(server, name.identity.from(operation.address()))) {
            if (role.version() > 0) {
                connection.bind(role.version());
            }
            boolean done = perform(connection, name, operation);
            if (done && operation.act() == Act.REGISTER) {
                done = perform(
                        connection, name, new Operation(Act.ATTACH, name.lastNumber + 1, 0, operation.address()));
            }
            for (int more = 1; done && more < role.perConnection() && fleet.works(); more++) {
                Name another = anyName();
                done = perform(connection, another, next(another));
            }
            connection.unbind();
        }
    }

    private Name anyName() {
        return names.get(random.nextInt(names.size()));
    }

    private Operation next(Name name) {
        return role.next(name.state, name.lastNumber + 1, random);
    }

    /** @return whether it was acknowledged */
    private boolean perform(Connection connection, Name name, Operation operation) throws IOException {
        name.lastNumber = operation.number();
        journal.intend(name.identity, operation, System.currentTimeMillis());
        long sent = System.currentTimeMillis();
        Connection.Result result = connection.call(role.request(connection.nextId(), name.identity, operation));
        long now = System.currentTimeMillis();
        if (result.code() == Connection.SUCCESS) {
            journal.acknowledged(name.identity, sent, now);
            name.state = operation.after(name.state, sent, now);
            fleet.acknowledged(operation);
            return true;
        }
        journal.unavailable(name.identity, now);
        fleet.refused(name.identity, operation, name.state.main().map(Main::address), result);
        fleet.pause(PAUSE_WHEN_REFUSED_MILLIS);
        return false;
    }
}
