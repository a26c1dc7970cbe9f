package org.rollcall.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.Observer;

/**
 * What LDAP is put into on the connections of a port, if it is not their only content. What comes out of it, one buffer for
 * one read, must be able to grow; what goes in may be in several buffers or have no octet at all, and the promise of each
 * is kept when all of it has left.
 */
public interface Envelope {
    /** None. */
    Envelope NONE = new Envelope() {
        @Override
        public void enclose(ChannelPipeline pipeline, Client client, Observer observer) {}

        @Override
        public void turnAway(Channel channel) {
            var _ = channel.close();
        }
    };

    /**
     * Gives a new connection its handlers, before it gets the one that cuts messages. Called on its event loop.
     *
     * @param observer hears of what makes no sense
     */
    void enclose(ChannelPipeline pipeline, Client client, Observer observer);

    /** Closes a connection for which there is no room, without waiting for its client. */
    void turnAway(Channel channel);
}
