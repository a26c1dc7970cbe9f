package org.rollcall.identity.sasl;

import java.util.List;

/**
 * A client's first SCRAM message (RFC 5802 §7).
 *
 * @param gs2Header as it came, with its last comma
 * @param bindingFlag n, y, or p=NAME
 * @param authzid may be empty
 * @param bare all that follows the header
 */
record ClientFirst(String gs2Header, String bindingFlag, String authzid, String bare, String name, String nonce) {
    private static final int MAX_NONCE_CHARACTERS = 512;

    static ClientFirst parse(String message) throws ScramException {
        int flagEnd = message.indexOf(',');
        int headerEnd = flagEnd < 0 ? -1 : message.indexOf(',', flagEnd + 1);
        if (headerEnd < 0) {
            throw ScramException.malformed("a first message without a GS2 header");
        }
        String flag = message.substring(0, flagEnd);
        if (!flag.equals("n") && !flag.equals("y") && !flag.startsWith("p=")) {
            throw ScramException.malformed("a GS2 header that begins neither with n, y nor p=");
        }
        String authzid = message.substring(flagEnd + 1, headerEnd);
        String bare = message.substring(headerEnd + 1);
        List<String> attributes = ScramSyntax.attributes(bare);
        if (attributes.getFirst().startsWith("m=")) {
            throw new ScramException(
                    ScramException.ServerError.EXTENSIONS_NOT_SUPPORTED,
                    "an extension that must be understood, and is not");
        }
        if (attributes.size() < 2) {
            throw ScramException.malformed("a first message without a nonce");
        }
        String nonce = ScramSyntax.value(attributes.get(1), "r=");
        if (!ScramSyntax.isNonce(nonce)
                || nonce.length() > MAX_NONCE_CHARACTERS
                || !ScramSyntax.areExtensions(attributes.subList(2, attributes.size()))) {
            throw ScramException.malformed("a nonce that is none, or something else behind it");
        }
        return new ClientFirst(
                message.substring(0, headerEnd + 1),
                flag,
                authzid.isEmpty() ? "" : ScramSyntax.saslName(ScramSyntax.value(authzid, "a=")),
                bare,
                ScramSyntax.saslName(ScramSyntax.value(attributes.getFirst(), "n=")),
                nonce);
    }
}
