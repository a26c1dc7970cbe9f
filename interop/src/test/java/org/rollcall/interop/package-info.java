/**
 * Rollcall, started as a user would start it, against programs that other people wrote.
 *
 * <p>What is here talks to the server through sockets and processes only: nothing of Rollcall's own code is called, so
 * that a mistake which client and server would share cannot hide. Classes tagged {@code interop} run with the profile of
 * that name; the others test the tools of this package and need nothing installed.
 */
package org.rollcall.interop;
