/**
 * The killer: a fleet of clients writes down what the server acknowledged, the server is killed, and what it shows after
 * its next start is compared with what is written.
 *
 * <p>Here live the clients' sides of both dialects by plain sockets, the journal of what they did, the model of what must
 * follow from it, and the comparison. As in the rest of this module none of Rollcall's own code is called, so that the
 * model is a second opinion. What is no question of durability belongs to the package above.
 */
package org.rollcall.interop.killer;
