package org.rollcall.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** Sends spoiled messages, many on one connection until the server closes it, and reads whatever comes back. */
final class Mutants {
    private static final int AT_ONCE = 50;

    private final InetSocketAddress server;
    private final Random random;
    private final List<byte[]> seeds = Requests.ofEveryKind();

    Mutants(InetSocketAddress server, long seed) {
        this.server = server;
        this.random = new Random(seed);
    }

    /** Returns when the server has closed all connections that the messages went over. */
    void send(int count) throws IOException {
        for (int sent = 0; sent < count; sent += AT_ONCE) {
            byte[][] batch = new byte[AT_ONCE][];
            for (int i = 0; i < AT_ONCE; i++) {
                byte[] seed = seeds.get(random.nextInt(seeds.size()));
                batch[i] = random.nextInt(AT_ONCE / 2) == 0 ? Mutations.mutate(seed, random) : seed;
            }
            batch[AT_ONCE - 1] = Mutations.mutate(batch[AT_ONCE - 1], random);
            exchange(batch);
        }
    }

    private void exchange(byte[][] batch) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(batch);
            client.socket().shutdownOutput();
            InputStream in = client.socket().getInputStream();
            while (in.skip(Long.MAX_VALUE) > 0) {
                // whatever it answers
            }
        } catch (java.net.SocketException e) {
            // closed while there was more to send: as good an answer as any
        }
    }
}
