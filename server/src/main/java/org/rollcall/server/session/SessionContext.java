package org.rollcall.server.session;

import java.util.function.Function;
import java.util.function.LongSupplier;
import org.rollcall.directory.Asker;
import org.rollcall.directory.View;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.server.limits.WriteRate;

/**
 * What all sessions of one thread share.
 *
 * @param nanoTime a monotonic clock
 */
public record SessionContext(
        Service service,
        Function<Asker, View> views,
        SessionLimits limits,
        WriteRate writeRate,
        MessageEncoder encoder,
        Observer observer,
        LongSupplier nanoTime) {}
