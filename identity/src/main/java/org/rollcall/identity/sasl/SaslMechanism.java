package org.rollcall.identity.sasl;

import java.util.function.Function;

/**
 * A mechanism that is at home in another package, and offered over every channel.
 *
 * @param name in capitals
 * @param exchange begins one
 */
public record SaslMechanism(String name, Function<Channel, SaslExchange> exchange) {}
