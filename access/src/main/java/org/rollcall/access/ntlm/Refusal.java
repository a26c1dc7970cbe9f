package org.rollcall.access.ntlm;

/**
 * Why a logon came to nothing. It is for the log: a client hears no more than that its credentials are invalid, or it
 * would learn what to try next.
 */
public enum Refusal {
    WRONG_CREDENTIALS("user unknown, or password wrong"),
    OLD_RESPONSE("the client answered with LM or NTLMv1, and only NTLMv2 is allowed"),
    ANONYMOUS("the client asks for an anonymous logon, which is not allowed"),
    WEAK_SESSION("messages would be less protected than is required, or by keys of less than 128 bits"),
    FLAGS_NOT_OFFERED("the client chose session security that was not offered to it"),
    NO_SESSION_KEY("the client negotiated a key exchange and sent no key of 16 octets"),
    WRONG_MIC("the messages were changed on their way: wrong message integrity code"),
    ALTERED_TARGET_INFO("the client was shown another target info than the one sent to it"),
    INCOMPLETE_TARGET_INFO("the server's target info lacks its names, and messages were to be signed or sealed"),
    CLOCK_SKEW("the clocks of client and server are too far apart"),
    WRONG_CHANNEL("the logon was made for another TLS connection than this one"),
    MISSING_CHANNEL("the logon is not bound to its TLS connection, and must be");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** In words fit for an operator. */
    public String text() {
        return text;
    }
}
