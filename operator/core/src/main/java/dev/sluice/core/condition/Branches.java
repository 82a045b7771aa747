package dev.sluice.core.condition;

import java.util.List;

/**
 * Patterns of branches as Buildkite has them: any of those that begin without {@code !} must match, where there are some, and none of
 * those that begin with it. A branch that is not known is an empty name, which {@code *} and {@code !main} let pass.
 */
final class Branches {

    private Branches() {}

    static Verdict verdict(List<String> globs, String branch) {
        String name = branch.isEmpty() ? "an unknown branch" : "branch " + Shown.text(branch);
        boolean positive = false;
        boolean matched = false;
        for (String glob : globs) {
            if (!glob.startsWith("!")) {
                positive = true;
                matched |= Glob.ofName(glob).matches(branch);
            } else if (Glob.ofName(glob.substring(1)).matches(branch)) {
                return Verdict.no(name + " is excluded by " + Shown.text(glob));
            }
        }
        return Verdict.of(
                matched || !positive,
                name + " matches " + Conditions.one(globs),
                name + " matches none of " + Shown.list(globs));
    }
}
