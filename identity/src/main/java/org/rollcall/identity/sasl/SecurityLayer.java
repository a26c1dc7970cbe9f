package org.rollcall.identity.sasl;

/**
 * What protects the octets of one connection from the answer to its bind on (RFC 4422 §3.7): each buffer of them is
 * wrapped by one side and unwrapped by the other, in the order in which they were wrapped. Used by one thread at a time.
 */
public interface SecurityLayer {
    /** How many octets a buffer grows by when it is wrapped. */
    int overheadOctets();

    /** A buffer for the other side; without the length that goes before it. */
    byte[] wrap(byte[] plain);

    /**
     * A buffer of the other side.
     *
     * @throws SecurityLayerException when this is not what the other side wrapped next; the connection can't go on
     */
    byte[] unwrap(byte[] wrapped) throws SecurityLayerException;
}
