package org.rollcall.directory.matching;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** Short text of few characters, so that repetition, blanks at the ends and matches are common. */
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Chars({'a', 'A', 'b', 'B', 'z', '-', ' ', ' ', '9'})
@StringLength(max = 14)
@interface PlainText {}
