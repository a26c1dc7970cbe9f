package org.rollcall.server.net;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ends whose client may be sending still. Closing while its octets wait unread would reset the connection
 * and might cost it our last words; so first only our direction is closed, and what still comes is thrown away until the
 * client closes, or a second is over.
 */
@SuppressWarnings("FutureReturnValueIgnored") // that a channel could not be closed helps nobody
public final class LastWords {
    private LastWords() {}

    /** They were sent. */
    static void sent(Channel channel, @Nullable Encryption encryption) {
        if (encryption == null) {
            closeOutput(channel);
        } else {
            encryption.closeOutput().addListener(said -> closeOutput(channel));
        }
    }

    /** Sends nothing more; whoever hears what still comes throws it away. */
    public static void closeOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
            channel.config().setAutoRead(true);
        } else {
            channel.close();
        }
    }
}
