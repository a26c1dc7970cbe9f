/**
 * Entries that leave a directory as LDIF and come into one: what is told of them and what is taken over of files that
 * other servers wrote. The format itself is {@code ldap}'s; flags, files and terminals are the command's affair.
 */
@NullMarked
package org.rollcall.server.ldif;

import org.jspecify.annotations.NullMarked;
