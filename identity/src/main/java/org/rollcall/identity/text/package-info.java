/** How names and passwords are read, and prepared before they are compared (RFC 4013). Nothing else belongs here. */
@NullMarked
package org.rollcall.identity.text;

import org.jspecify.annotations.NullMarked;
