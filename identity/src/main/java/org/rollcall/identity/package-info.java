/**
 * Who is asking: accounts that the server keeps, what proves a password, and the ways of proving it. No sockets, no
 * threads, no clock and no randomness of its own.
 *
 * <p>{@code text} prepares names and passwords for comparison, {@code password} makes what is kept of a password,
 * {@code account} keeps accounts and groups, {@code logon} judges who says to be one of them, {@code sasl} holds the
 * server's side of mechanisms, {@code ntlm} the three ways in which NTLM comes, and {@code domain} what is left to a
 * Windows domain to judge. What an asker may do does not belong here.
 */
@NullMarked
package org.rollcall.identity;

import org.jspecify.annotations.NullMarked;
