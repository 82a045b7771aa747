package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.List;
import java.util.Optional;

/** {@code retry}: rules by exit status, of which Sluice has one, and one more for what is nobody's fault. */
final class Retries {

    private static final long USUAL = 2;
    private static final long MOST = 10;

    private final String name;
    private final Failures.Codes codes = new Failures.Codes();
    private long limit;
    private long lostLimit = -1;
    private boolean limitsDiffer;

    private Retries(String name) {
        this.name = name;
    }

    static Optional<Source> of(Given step, String name) {
        return step.take("retry")
                .flatMap(value -> Given.of(value, step.path("retry"), step.book()))
                .flatMap(retry -> {
                    manual(retry, name);
                    Optional<Source> automatic = retry.take("automatic");
                    retry.end();
                    return automatic.flatMap(value -> new Retries(name).automatic(value, retry));
                });
    }

    private static void manual(Given retry, String name) {
        retry.take("manual").ifPresent(value -> {
            boolean refused = Plain.flag(value).filter(flag -> !flag).isPresent()
                    || value instanceof Source.Mapping map
                            && map.get("allowed")
                                    .flatMap(Plain::flag)
                                    .filter(flag -> !flag)
                                    .isPresent();
            if (refused) {
                retry.book()
                        .note(retry.path("manual"), name, "retry.manual", "is not looked at: a run can be run again");
            }
        });
    }

    private Optional<Source> automatic(Source value, Given retry) {
        Optional<Boolean> flag = Plain.flag(value);
        Draft draft = new Draft(value.position());
        if (flag.isPresent()) {
            return Optional.of(draft.put("limit", Draft.number(flag.get() ? USUAL : 0, value.position()))
                    .done());
        }
        List<Source> rules = Plain.oneOrMany(value);
        Path path = retry.path("automatic");
        for (int i = 0; i < rules.size(); i++) {
            Path at = value instanceof Source.Sequence ? path.index(i) : path;
            Given.of(rules.get(i), at, retry.book()).ifPresent(this::rule);
        }
        if (limitsDiffer) {
            retry.book().note(path, name, "retry limits", "are one for all exit statuses here: the largest, " + limit);
        }
        if (limit > 0) {
            draft.put("limit", Draft.number(limit, value.position()));
            if (!codes.any()) {
                codes.into(draft, value.position());
            }
        }
        if (lostLimit >= 0) {
            draft.put("infrastructure", Draft.number(lostLimit, value.position()));
        }
        return draft.isEmpty() ? Optional.empty() : Optional.of(draft.done());
    }

    private void rule(Given rule) {
        long most = Math.min(MOST, Math.max(0, rule.number("limit").orElse(USUAL)));
        Optional<String> signal = rule.text("signal");
        Optional<String> reason = rule.text("signal_reason").filter(text -> !text.equals("*") && !text.equals("none"));
        Optional<Source> status = rule.take("exit_status");
        rule.end();
        if (reason.isPresent()) {
            lostLimit = Math.max(lostLimit, most);
            return;
        }
        if (signal.filter(text -> !text.equals("*")).isPresent() && status.isEmpty()) {
            rule.book()
                    .note(
                            rule.path("signal"),
                            name,
                            "retry on signal " + signal.get(),
                            "is not done: an exit status is" + " what a job ends with here");
            return;
        }
        Failures.Codes here = new Failures.Codes();
        here.add(status, rule, name);
        if (here.lost()) {
            lostLimit = Math.max(lostLimit, most);
        }
        if (!here.isEmpty() && most > 0) {
            codes.add(status, rule, name);
            limitsDiffer |= limit > 0 && limit != most;
            limit = Math.max(limit, most);
        }
    }
}
