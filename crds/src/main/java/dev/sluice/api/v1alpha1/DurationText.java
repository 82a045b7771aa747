package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A duration in Go's form without fractions, e.g. {@code 1h30m}: not a {@link java.time.Duration}, which the generator
 * takes for a date. That it is above zero and at most 8760h is a rule the generated schema has by its pattern.
 */
@JacksonAnnotationsInside
@Pattern(Bounds.DURATION)
@Size(min = 2, max = 16)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface DurationText {}
