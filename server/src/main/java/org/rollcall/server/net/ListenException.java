package org.rollcall.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** An address that can't be listened on. */
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1;

    private final InetSocketAddress address;
    private final boolean forbidden;

    public ListenException(InetSocketAddress address, boolean forbidden, Throwable cause) {
        super("cannot listen on " + text(address) + ": " + reason(cause), cause);
        this.address = address;
        this.forbidden = forbidden;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isAnyLocalAddress()
                ? "port " + address.getPort()
                : address.getHostString() + " port " + address.getPort();
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        // Netty puts the call and its number before what the system said.
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** True where the privilege for such a port is missing. */
    public boolean isForbidden() {
        return forbidden;
    }
}
