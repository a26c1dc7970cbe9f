package org.rollcall.server.netbios;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** Which of the machine's addresses somebody reaches it by. */
@FunctionalInterface
interface Whereabouts {
    /** The address that the system would write to {@code asker} from. */
    Whereabouts BY_ROUTE = Whereabouts::byRoute;

    /** Empty where nothing leads there. */
    Optional<Inet4Address> towards(InetSocketAddress asker);

    private static Optional<Inet4Address> byRoute(InetSocketAddress asker) {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            // Sends nothing: it only has the system choose.
            probe.connect(asker);
            return probe.getLocalAddress() instanceof InetSocketAddress local
                            && local.getAddress() instanceof Inet4Address address
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
