package org.rollcall.access.descriptor;

import org.jspecify.annotations.Nullable;

/** The types of entries whose layout is known (MS-DTYP 2.4.4.1), each with its code. Reserved types are not among them. */
public enum AceType {
    ALLOWED(0x00, Effect.ALLOW, false, false),
    DENIED(0x01, Effect.DENY, false, false),
    AUDIT(0x02, Effect.NONE, false, false),
    ALLOWED_OBJECT(0x05, Effect.ALLOW, true, false),
    DENIED_OBJECT(0x06, Effect.DENY, true, false),
    AUDIT_OBJECT(0x07, Effect.NONE, true, false),
    ALLOWED_CALLBACK(0x09, Effect.ALLOW, false, true),
    DENIED_CALLBACK(0x0A, Effect.DENY, false, true),
    ALLOWED_CALLBACK_OBJECT(0x0B, Effect.ALLOW, true, true),
    DENIED_CALLBACK_OBJECT(0x0C, Effect.DENY, true, true),
    AUDIT_CALLBACK(0x0D, Effect.NONE, false, true),
    AUDIT_CALLBACK_OBJECT(0x0F, Effect.NONE, true, true),
    MANDATORY_LABEL(0x11, Effect.NONE, false, false),
    RESOURCE_ATTRIBUTE(0x12, Effect.NONE, false, false),
    SCOPED_POLICY_ID(0x13, Effect.NONE, false, false);

    /** What an entry of a type does in a DACL. */
    public enum Effect {
        ALLOW,
        DENY,
        NONE
    }

    private static final @Nullable AceType[] BY_CODE = new @Nullable AceType[256];

    static {
        for (AceType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final Effect effect;
    private final boolean objectSpecific;
    private final boolean callback;

    AceType(int code, Effect effect, boolean objectSpecific, boolean callback) {
        this.code = code;
        this.effect = effect;
        this.objectSpecific = objectSpecific;
        this.callback = callback;
    }

    static @Nullable AceType ofCode(int code) {
        return BY_CODE[code];
    }

    public int code() {
        return code;
    }

    public Effect effect() {
        return effect;
    }

    /** Whether its entries can name a kind of object or a property. */
    public boolean isObjectSpecific() {
        return objectSpecific;
    }

    /** Whether its entries hold only under a condition, which is in their data. */
    public boolean isCallback() {
        return callback;
    }
}
