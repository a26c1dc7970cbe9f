package org.rollcall.access.check;

/** What a token may whatever a descriptor says (MS-DTYP 2.5.3.2). */
public enum Privilege {
    /** SeSecurityPrivilege: to read and write the SACL. */
    SECURITY,
    /** SeTakeOwnershipPrivilege: to become the owner. */
    TAKE_OWNERSHIP
}
