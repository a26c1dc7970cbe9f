package org.rollcall.server.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one setting on the record component that holds it: the single source of defaults, bounds, {@code --help},
 * error messages and the reference table.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** One sentence, without its full stop. */
    String value();

    /** The default as one would write it in the file; the values of a list are separated. */
    String defaultsTo();

    /** The smallest value allowed, or empty: none beyond what the type says. */
    String min() default "";

    /** The largest value allowed, or empty. */
    String max() default "";

    /** What stands between the values of a list in the environment and in a flag; the file has lists of its own. */
    String separator() default ",";
}
