package org.rollcall.ldap.ldif;

import org.rollcall.ldap.OctetString;

/**
 * One record as it was read.
 *
 * @param line the number of its first line, from 1 up
 * @param dn as it stands there, decoded; not parsed
 */
public record LdifRecord(long line, OctetString dn, LdifBody body) {}
