package dev.sluice.core.override;

import dev.sluice.core.condition.Glob;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an administrator lets runs override. There is no more to allow than this: what a Pod may do (its security, account, volumes) and
 * what it runs are the pipeline's and the agent's.
 *
 * @param environment names of variables of all jobs, as globs
 * @param stepEnvironment names of variables of single steps, as globs
 * @param stepImages as globs in which {@code *} stays between two slashes
 * @param longestTimeout that a step may be given; absent: none may be
 */
public record AllowList(
        List<String> environment,
        List<String> stepEnvironment,
        List<String> stepImages,
        Optional<Duration> longestTimeout) {

    public static final AllowList NOTHING = new AllowList(List.of(), List.of(), List.of(), Optional.empty());

    private static final Path OVERRIDES = Path.of("spec.overrides");

    public AllowList {
        environment = List.copyOf(environment);
        stepEnvironment = List.copyOf(stepEnvironment);
        stepImages = List.copyOf(stepImages);
    }

    /** All that a run may not override, with what it may. */
    public List<Problem> refusals(Overrides overrides) {
        List<Problem> problems = new ArrayList<>();
        names(problems, OVERRIDES, overrides.environment().keySet(), "environment", environment);
        if (overrides.continues()) {
            problems.add(Problem.invalid(
                    OVERRIDES.field("onFailure").text(),
                    "may not be overridden in a cluster: what a failure means is for the pipeline's author to say"));
        }
        for (int i = 0; i < overrides.steps().size(); i++) {
            Overrides.OfStep step = overrides.steps().get(i);
            Path at = OVERRIDES.field("steps").index(i);
            step.image()
                    .filter(image -> stepImages.stream().map(Glob::ofPath).noneMatch(glob -> glob.matches(image)))
                    .ifPresent(image ->
                            problems.add(refusal(at.field("image"), "\"" + image + "\"", "steps.images", stepImages)));
            names(problems, at, step.environment().keySet(), "steps.environment", stepEnvironment);
            step.timeout()
                    .flatMap(this::tooLong)
                    .ifPresent(message ->
                            problems.add(Problem.invalid(at.field("timeout").text(), message)));
        }
        return problems;
    }

    private static void names(
            List<Problem> problems, Path owner, Collection<String> names, String setting, List<String> allowed) {
        Predicate<String> known = name -> allowed.stream().map(Glob::ofName).anyMatch(glob -> glob.matches(name));
        names.stream()
                .filter(known.negate())
                .forEach(name -> problems.add(
                        refusal(owner.field("environment").field(name), "\"" + name + "\"", setting, allowed)));
    }

    private static Problem refusal(Path path, String what, String setting, List<String> allowed) {
        String which = allowed.isEmpty() ? "allows none" : "allows " + String.join(", ", allowed);
        return Problem.invalid(
                path.text(), what + " may not be overridden: the operator's overrides." + setting + " " + which);
    }

    private Optional<String> tooLong(Duration timeout) {
        if (longestTimeout.isEmpty()) {
            return Optional.of("may not be overridden: the operator's overrides.steps.timeout allows none");
        }
        return timeout.compareTo(longestTimeout.get()) > 0
                ? Optional.of("is %s; the operator's overrides.steps.timeout allows at most %s"
                        .formatted(shown(timeout), shown(longestTimeout.get())))
                : Optional.empty();
    }

    private static String shown(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
    }
}
