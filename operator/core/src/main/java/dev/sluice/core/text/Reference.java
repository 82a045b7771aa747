package dev.sluice.core.text;

import java.util.OptionalInt;

/** What a {@code ${…}} names. {@link #toString()} is how it is written. */
public sealed interface Reference extends Template.Part {

    record Variable(String name) implements Reference {
        @Override
        public String toString() {
            return "${" + name + "}";
        }
    }

    record MatrixValue(String dimension) implements Reference {
        @Override
        public String toString() {
            return "${matrix." + dimension + "}";
        }
    }

    /** @param index which job's; absent: that of the step's only job */
    record Output(String step, String key, OptionalInt index) implements Reference {
        @Override
        public String toString() {
            String suffix = index.isPresent() ? "[" + index.getAsInt() + "]" : "";
            return "${steps." + step + ".outputs." + key + suffix + "}";
        }
    }
}
