/**
 * Who is in the directories under test: the same people as LDAP adds for Rollcall and as LDIF for OpenLDAP. No load,
 * no servers.
 */
@NullMarked
package org.rollcall.bench.people;

import org.jspecify.annotations.NullMarked;
