/** Stand-ins for what sessions and connections talk to. */
package org.rollcall.server.fakes;
