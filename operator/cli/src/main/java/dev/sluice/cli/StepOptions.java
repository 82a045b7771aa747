package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What differs in single steps, from the command line: read by the reader of a PipelineRun's overrides. */
final class StepOptions {

    /** A step's name has no dot. */
    private static final Pattern VARIABLE = Pattern.compile("([^.=]+)\\.([^=]*)=(?s)(.*)");

    private static final Pattern TIMEOUT = Pattern.compile("([^=]+)=(.*)");

    private StepOptions() {}

    static Overrides overrides(List<String> environment, List<String> timeouts) {
        List<String> problems = new ArrayList<>();
        Map<String, Map<String, Object>> steps = new LinkedHashMap<>();
        for (String text : environment) {
            Matcher matcher = VARIABLE.matcher(text);
            if (matcher.matches()) {
                environment(step(steps, matcher.group(1))).put(matcher.group(2), matcher.group(3));
            } else {
                problems.add("--step-env %s: write STEP.NAME=VALUE".formatted(text));
            }
        }
        for (String text : timeouts) {
            Matcher matcher = TIMEOUT.matcher(text);
            if (matcher.matches()) {
                step(steps, matcher.group(1)).put("timeout", matcher.group(2));
            } else {
                problems.add("--step-timeout %s: write STEP=DURATION, e.g. test=1h".formatted(text));
            }
        }
        Reading<RunRequest> reading =
                RequestReader.read(Source.of(Map.of("overrides", Map.of("steps", List.copyOf(steps.values())))));
        reading.problems().forEach(problem -> problems.add(said(problem.message(), problem.path(), steps)));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return reading.value().orElseThrow().overrides();
    }

    private static String said(String message, String path, Map<String, Map<String, Object>> steps) {
        List<Object> at = dev.sluice.core.model.Path.segments(path);
        Object step = List.copyOf(steps.keySet()).get((Integer) at.get(3));
        boolean timeout = at.contains("timeout");
        return "%s %s: %s".formatted(timeout ? "--step-timeout" : "--step-env", step, message);
    }

    private static Map<String, Object> step(Map<String, Map<String, Object>> steps, String name) {
        return steps.computeIfAbsent(name, n -> new LinkedHashMap<>(Map.of("name", n)));
    }

    @SuppressWarnings("unchecked") // put there by no one else
    private static Map<String, Object> environment(Map<String, Object> step) {
        return (Map<String, Object>) step.computeIfAbsent("environment", e -> new LinkedHashMap<>());
    }
}
