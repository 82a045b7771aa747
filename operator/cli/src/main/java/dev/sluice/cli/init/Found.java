package dev.sluice.cli.init;

import java.util.ArrayList;
import java.util.List;

/**
 * What one kind of project says of a folder.
 *
 * @param kit its name in those of steps: {@code go}
 * @param what was found, for people: {@code package.json, with npm}
 * @param image that has its tools, for a cluster
 * @param coversBelow folders below are parts of it
 * @param steps each after the one above
 * @param leftOut what is not proposed, and why
 */
public record Found(
        String kit, String what, String image, boolean coversBelow, List<Proposed> steps, List<String> leftOut) {

    /** @param script as a person would type it in that folder */
    public record Proposed(Kind kind, String script) {}

    /** In the order in which they make sense. */
    public enum Kind {
        INSTALL("install"),
        LINT("lint"),
        TEST("test"),
        BUILD("build");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Found {
        steps = List.copyOf(steps);
        leftOut = List.copyOf(leftOut);
    }

    Found with(String otherImage) {
        return new Found(kit, what, otherImage, coversBelow, steps, leftOut);
    }

    /** Makes one, step by step. */
    static final class Maker {

        private final String kit;
        private final String what;
        private final String image;
        private boolean coversBelow;
        private final List<Proposed> steps = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();

        Maker(String kit, String what, String image) {
            this.kit = kit;
            this.what = what;
            this.image = image;
        }

        Maker coversBelow(boolean covers) {
            coversBelow = covers;
            return this;
        }

        Maker step(Kind kind, String script) {
            steps.add(new Proposed(kind, script));
            return this;
        }

        Maker leftOut(String why) {
            leftOut.add(why);
            return this;
        }

        /** None of its steps: a program is missing. */
        Found without(String program) {
            return without(program, "");
        }

        /** @param instead what is not there either */
        Found without(String program, String instead) {
            steps.clear();
            return leftOut("there is no " + program + " in PATH" + instead).made();
        }

        Found made() {
            return new Found(kit, what, image, coversBelow, steps, leftOut);
        }
    }
}
