package org.rollcall.identity.sasl;

import java.util.List;

/**
 * A client's last SCRAM message (RFC 5802 §7).
 *
 * @param withoutProof as it came, up to the comma before the proof
 * @param binding in base64
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the exchange that parsed it
record ClientFinal(String withoutProof, String binding, String nonce, byte[] proof) {
    static ClientFinal parse(String message) throws ScramException {
        List<String> attributes = ScramSyntax.attributes(message);
        if (attributes.size() < 3 || !ScramSyntax.areExtensions(attributes.subList(2, attributes.size() - 1))) {
            throw ScramException.malformed("a last message that has not a binding, a nonce and a proof");
        }
        return new ClientFinal(
                message.substring(0, message.lastIndexOf(',')),
                ScramSyntax.value(attributes.getFirst(), "c="),
                ScramSyntax.value(attributes.get(1), "r="),
                ScramSyntax.base64(ScramSyntax.value(attributes.getLast(), "p=")));
    }

    @Override
    public String toString() {
        return "ClientFinal[" + withoutProof + "]";
    }
}
