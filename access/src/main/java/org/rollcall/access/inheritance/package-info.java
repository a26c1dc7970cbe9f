/**
 * The descriptor of a new object, made from its creator's wishes, its container's inheritable entries and defaults
 * (MS-DTYP 2.5.3.4).
 */
@NullMarked
package org.rollcall.access.inheritance;

import org.jspecify.annotations.NullMarked;
