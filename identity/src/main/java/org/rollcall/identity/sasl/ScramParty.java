package org.rollcall.identity.sasl;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.password.ScramVerifier;

/**
 * What all SCRAM exchanges of a server share.
 *
 * @param random of cryptographic strength
 * @param verifiersOfNobody for names without an account: the same one for the same name
 */
record ScramParty(Logons logons, RandomGenerator random, Function<String, ScramVerifier> verifiersOfNobody) {}
