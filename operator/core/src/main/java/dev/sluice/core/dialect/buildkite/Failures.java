package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** {@code soft_fail}: true, or a list of exit statuses. */
final class Failures {

    private static final int MOST_CODE = 255;

    private Failures() {}

    static Optional<Source> softFail(Given owner, String name) {
        return owner.take("soft_fail").flatMap(value -> softFail(value, owner, name));
    }

    private static Optional<Source> softFail(Source value, Given owner, String name) {
        Optional<Boolean> flag = Plain.flag(value);
        if (flag.isPresent()) {
            return flag.filter(f -> f).map(f -> new Draft(value.position()).done());
        }
        List<Source> rules = Plain.oneOrMany(value);
        Path path = owner.path("soft_fail");
        Codes codes = new Codes();
        for (int i = 0; i < rules.size(); i++) {
            Path at = value instanceof Source.Sequence ? path.index(i) : path;
            Given.of(rules.get(i), at, owner.book()).ifPresent(rule -> {
                codes.add(rule.take("exit_status"), rule, name);
                rule.end();
            });
        }
        Draft draft = new Draft(value.position());
        if (!codes.any) {
            codes.into(draft, value.position());
        }
        return codes.any || !codes.some.isEmpty() ? Optional.of(draft.done()) : Optional.empty();
    }

    /** Exit statuses of one rule or several. */
    static final class Codes {

        private final TreeSet<Long> some = new TreeSet<>();
        private boolean any;
        private boolean lost;

        boolean any() {
            return any;
        }

        boolean isEmpty() {
            return some.isEmpty() && !any;
        }

        /** Names the agent's own end: {@code -1}. */
        boolean lost() {
            return lost;
        }

        void add(Optional<Source> status, Given rule, String name) {
            if (status.isEmpty()) {
                any = true;
                return;
            }
            for (Source one : Plain.oneOrMany(status.get())) {
                OptionalLong number = Plain.number(one);
                if (Plain.text(one).filter("*"::equals).isPresent()) {
                    any = true;
                } else if (number.isEmpty()) {
                    rule.problem("exit_status", "is " + one.describe() + ", not a number, a list of them, or \"*\"");
                } else if (number.getAsLong() == -1) {
                    lost = true;
                } else if (number.getAsLong() < 1 || number.getAsLong() > MOST_CODE) {
                    rule.book()
                            .note(
                                    rule.path("exit_status"),
                                    name,
                                    "exit_status " + number.getAsLong(),
                                    "is no failure that a process can end with");
                } else {
                    some.add(number.getAsLong());
                }
            }
        }

        void into(Draft draft, Optional<Position> position) {
            List<Source> numbers = new ArrayList<>();
            some.forEach(code -> numbers.add(Draft.number(code, position)));
            if (!numbers.isEmpty()) {
                draft.put("exitCodes", Draft.list(numbers, position));
            }
        }
    }
}
