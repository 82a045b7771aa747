package dev.sluice.core.dialect;

import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.override.AllowList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what an administrator lets runs override: the chart's value {@code overrides}, as JSON or YAML. */
public final class AllowListReader {

    private static final int MOST = 100;
    private static final TextRule PATTERN = TextRule.filled(256);

    private AllowListReader() {}

    /** Paths begin with {@code overrides}. */
    public static Reading<AllowList> read(Source settings) {
        List<Problem> problems = new ArrayList<>();
        Optional<AllowList> list =
                Fields.of(settings, Path.of("overrides"), problems).map(AllowListReader::read);
        return problems.isEmpty() ? Reading.accepted(list.orElseThrow()) : Reading.refused(problems);
    }

    private static AllowList read(Fields fields) {
        List<String> environment = patterns(fields, "environment");
        AllowList list = fields.mapping("steps")
                .map(steps -> {
                    AllowList both = new AllowList(
                            environment,
                            patterns(steps, "environment"),
                            patterns(steps, "images"),
                            longest(steps, "timeout"));
                    steps.end();
                    return both;
                })
                .orElseGet(() -> new AllowList(environment, List.of(), List.of(), Optional.empty()));
        fields.end();
        return list;
    }

    private static List<String> patterns(Fields fields, String name) {
        return fields.distinctTexts(name, 0, MOST, PATTERN).orElse(List.of());
    }

    /** The chart's empty text is none. */
    private static Optional<Duration> longest(Fields fields, String name) {
        Optional<String> text = fields.text(name, TextRule.upTo(Durations.LONGEST_TEXT));
        return text.filter(String::isEmpty).isPresent() ? Optional.empty() : fields.duration(name);
    }
}
