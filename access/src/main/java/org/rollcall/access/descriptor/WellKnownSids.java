package org.rollcall.access.descriptor;

/** Identifiers that are the same everywhere (MS-DTYP 2.4.2.4), as far as a directory has to do with them. */
public final class WellKnownSids {
    /** Nobody. */
    public static final Sid NULL = Sid.of(0, 0);

    /** All users; whether the anonymous are among them is for whoever makes a token to say. */
    public static final Sid EVERYONE = Sid.of(1, 0);

    /** Users who logged on at the machine itself. */
    public static final Sid LOCAL = Sid.of(2, 0);

    /** In an inheritable entry, the owner of the object that will inherit it. */
    public static final Sid CREATOR_OWNER = Sid.of(3, 0);

    /** In an inheritable entry, the primary group of the object that will inherit it. */
    public static final Sid CREATOR_GROUP = Sid.of(3, 1);

    /** Whoever owns the object now; an entry for it takes the place of what the owner may without one. */
    public static final Sid OWNER_RIGHTS = Sid.of(3, 4);

    /** Users who logged on over a network. */
    public static final Sid NETWORK = Sid.of(5, 2);

    public static final Sid ANONYMOUS = Sid.of(5, 7);

    /** In an entry on an account or group, the account or group itself. */
    public static final Sid PRINCIPAL_SELF = Sid.of(5, 10);

    /** Users who proved who they are; neither the anonymous nor guests. */
    public static final Sid AUTHENTICATED_USERS = Sid.of(5, 11);

    public static final Sid LOCAL_SYSTEM = Sid.of(5, 18);

    public static final Sid ADMINISTRATORS = Sid.of(5, 32, 544);

    /** Users whose password was proved by NTLM. */
    public static final Sid NTLM_AUTHENTICATION = Sid.of(5, 64, 10);

    private WellKnownSids() {}
}
