package dev.sluice.core.dialect;

import dev.sluice.core.model.Defaults;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the spec of a pipeline. Steps with a fault are in it, so that what is said of the others is right. */
final class SpecReader {

    private static final int MOST_STEPS = 500;
    private static final int MOST_PARALLEL = 10_000;
    private static final int MOST_KEPT = 1000;

    private SpecReader() {}

    static Pipeline read(String name, Source source, Path path, List<Problem> problems) {
        return Fields.of(source, path, problems)
                .map(fields -> read(name, fields))
                .orElseGet(() -> Pipeline.of(name, List.of()));
    }

    private static Pipeline read(String name, Fields fields) {
        fields.text("version", TextRule.filled(64));
        fields.text("description", TextRule.upTo(1024));
        fields.flag("suspend"); // read by whoever starts runs
        Map<String, String> variables = WorkReader.environment(fields, "variables");
        TriggersReader.check(fields, variables.keySet());
        Map<String, String> environment = WorkReader.environment(fields, "environment");
        RunRules rules = new RunRules(
                fields.duration("timeout"),
                fields.integer("maxParallel", 1, MOST_PARALLEL),
                fields.flag("failFast"),
                RulesReader.concurrency(fields, true),
                TargetsReader.rollout(fields),
                NotificationsReader.ofRuns(fields));
        List<Target> targets = TargetsReader.targets(fields);
        Optional<Workspace> workspace = WorkspaceReader.read(fields);
        retention(fields);
        Defaults defaults = DefaultsReader.read(fields);
        StepReader steps = new StepReader(defaults, fields.problems());
        fields.demand("steps");
        List<Step> read = fields.items("steps", 1, MOST_STEPS, steps::read).orElse(List.of());
        fields.end();
        return new Pipeline(name, variables, environment, rules, targets, workspace, read, defaults, List.of());
    }

    /** Only checked: it is about runs that have ended, which whoever keeps them reads. */
    private static void retention(Fields spec) {
        spec.mapping("retention").ifPresent(fields -> {
            fields.duration("ttlAfterFinished");
            fields.integer("successfulRuns", 0, MOST_KEPT);
            fields.integer("failedRuns", 0, MOST_KEPT);
            fields.end();
        });
    }
}
