package org.rollcall.server.session;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.rollcall.directory.Asker;
import org.rollcall.directory.View;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.server.audit.Audit;
import org.rollcall.server.limits.WriteRate;
import org.rollcall.server.logon.Authentication;

/**
 * What all sessions of one thread share.
 *
 * @param audit empty where nothing is accounted for
 * @param nanoTime a monotonic clock
 */
public record SessionContext(
        Service service,
        Function<Asker, View> views,
        SessionLimits limits,
        WriteRate writeRate,
        Authentication authentication,
        MessageEncoder encoder,
        Observer observer,
        Optional<Audit> audit,
        LongSupplier nanoTime) {}
