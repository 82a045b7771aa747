package dev.sluice.core.dialect;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.CommandStepBuilder;
import dev.sluice.core.model.Defaults;
import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.FailureRules;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Notification;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.StartRules;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.WaitStep;
import dev.sluice.core.model.When;
import dev.sluice.core.model.Work;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a step of any kind. A step with a fault is read as far as it goes, so that others that name it are not blamed; {@link #NAMELESS}
 * is the name of one that has none.
 */
final class StepReader {

    static final String NAMELESS = "";

    private static final TextRule LABEL = TextRule.filled(256);
    private static final int MOST_DEPENDENCIES = 100;
    private static final int MOST_IN_GROUP = 50;
    private static final int MOST_JOBS = 10_000;
    private static final int MOST_OUTPUTS = 32;
    private static final TextRule OUTPUT = TextRule.shaped(
            253,
            Pattern.compile(EnvironmentNames.PATTERN + "|\\*"),
            "is no key of an output: letters, digits and _, not beginning with a digit");

    /** Output of a step that starts a run: the run's name. */
    private static final String RUN = "run";

    /** What a step may say that starts a run of another pipeline: jobs of its own it has none. */
    private static final Set<String> TRIGGER_FIELDS = Set.of(
            "skip",
            "onFailure",
            "priority",
            "allowFailureOf",
            "allowDependencyFailure",
            "softFail",
            "failFast",
            "notifications");

    private static final Work PLACEHOLDER = Work.of(new Work.Program.Command(List.of("true")));

    private static final List<String> COMMAND_FIELDS = List.of(
            "task",
            "config",
            "environment",
            "secretEnvironment",
            "resources",
            "runAs",
            "parallelism",
            "matrix",
            "maxParallel",
            "skip",
            "timeout",
            "queueTimeout",
            "retry",
            "outputs",
            "priority",
            "allowFailureOf",
            "allowDependencyFailure",
            "onFailure",
            "rollbackTo",
            "rollback",
            "softFail",
            "failFast",
            "barrier",
            "upload",
            "approval",
            "inputs",
            "artifacts",
            "sideEffects",
            "hooks",
            "cache",
            "notifications");

    /** Kinds that may be asked about, beside those that run something. */
    private static final Set<StepKind> ASKED = Set.of(StepKind.TRIGGER, StepKind.BLOCK, StepKind.INPUT);

    private final Defaults defaults;
    private final List<Problem> problems;

    StepReader(Defaults defaults, List<Problem> problems) {
        this.defaults = defaults;
        this.problems = problems;
    }

    /** Always a step, so that places in the list stay what they are. */
    Optional<Step> read(Source source, Path path) {
        Optional<Fields> fields = Fields.of(source, path, problems);
        if (fields.isEmpty()) {
            return Optional.of(placeholder(NAMELESS, Optional.empty()));
        }
        return Optional.of(read(fields.get(), true));
    }

    Optional<Step> readInGroup(Source source, Path path) {
        Optional<Fields> fields = Fields.of(source, path, problems);
        return Optional.of(fields.map(f -> read(f, false)).orElseGet(() -> placeholder(NAMELESS, Optional.empty())));
    }

    private Step read(Fields fields, boolean groups) {
        String name = name(fields);
        String label = fields.text("label", LABEL).orElse("");
        Optional<List<String>> dependsOn = fields.distinctTexts("dependsOn", 0, MOST_DEPENDENCIES, TextRule.filled(40));
        Optional<When> when = WhenReader.read(fields);
        Optional<StepKind> kind = StepKind.of(fields);
        Step step = kind.isEmpty()
                ? unclear(fields, name, label, dependsOn, when)
                : switch (kind.get()) {
                    case COMMAND -> command(fields, name, label, dependsOn, when);
                    case WAIT -> wait(fields, name, label, dependsOn, when);
                    case GROUP -> group(fields, name, label, dependsOn, when, groups);
                    case BLOCK, INPUT -> gate(fields, kind.get(), name, label, dependsOn, when);
                    case TRIGGER -> trigger(fields, name, label, dependsOn, when);
                };
        fields.end();
        return step;
    }

    /** Also a name that breaks the rules is the step's name: what depends on it names it so. */
    private static String name(Fields fields) {
        return fields.demandText("name", TextRule.STEP_NAME)
                .or(() -> fields.take("name")
                        .filter(Source.Scalar.class::isInstance)
                        .map(value -> ((Source.Scalar) value).written()))
                .orElse(NAMELESS);
    }

    private CommandStep command(
            Fields fields, String name, String label, Optional<List<String>> dependsOn, Optional<When> when) {
        Work work = WorkReader.read(fields, defaults);
        CommandStep step = CommandStepBuilder.builder()
                .name(name)
                .label(label)
                .dependsOn(dependsOn)
                .when(when)
                .skip(fields.text("skip", TextRule.filled(256)))
                .work(work)
                .parallelism(fields.integer("parallelism", 1, MOST_JOBS).orElse(1))
                .matrix(MatrixReader.read(fields))
                .maxParallel(fields.integer("maxParallel", 1, MOST_JOBS))
                .limits(DefaultsReader.limits(fields, defaults.limits()))
                .retry(RetryReader.read(fields, defaults.retry()))
                .start(RulesReader.start(fields, dependsOn))
                .failure(RulesReader.failure(fields, defaults.onFailure()))
                .undo(WorkReader.undo(fields, defaults, work))
                .outputs(
                        fields.distinctTexts("outputs", 0, MOST_OUTPUTS, OUTPUT).orElse(List.of()))
                .upload(fields.flag("upload"))
                .approval(ApprovalReader.read(fields))
                .exchange(ExchangeReader.read(fields))
                .notifications(NotificationsReader.ofStep(fields))
                .build();
        Later.refuse(fields, Later.OF_STEP);
        fields.takeQuietly("wait", "block", "input", "trigger", "group");
        return step;
    }

    private WaitStep wait(
            Fields fields, String name, String label, Optional<List<String>> dependsOn, Optional<When> when) {
        boolean continueOnFailure = fields.mapping("wait")
                .map(wait -> {
                    boolean flag = wait.flag("continueOnFailure");
                    wait.end();
                    return flag;
                })
                .orElse(false);
        refuseOthers(fields, StepKind.WAIT);
        return new WaitStep(name, label, dependsOn, when, continueOnFailure);
    }

    private Step group(
            Fields fields,
            String name,
            String label,
            Optional<List<String>> dependsOn,
            Optional<When> when,
            boolean groups) {
        Optional<Fields> group = fields.mapping("group");
        refuseOthers(fields, StepKind.GROUP);
        if (!groups) {
            fields.problem("group", "is in a group itself; groups don't nest");
            return placeholder(name, dependsOn);
        }
        if (group.isEmpty()) {
            return new GroupStep(name, label, dependsOn, when, List.of());
        }
        group.get().demand("steps");
        List<Step> steps =
                group.get().items("steps", 1, MOST_IN_GROUP, this::readInGroup).orElse(List.of());
        group.get().end();
        return new GroupStep(name, label, dependsOn, when, steps);
    }

    private Step gate(
            Fields fields,
            StepKind kind,
            String name,
            String label,
            Optional<List<String>> dependsOn,
            Optional<When> when) {
        Optional<GateReader.Form> form = fields.mapping(kind.field()).map(GateReader::read);
        Approval approval = ApprovalReader.read(fields).orElse(Approval.ANYBODY);
        refuseOthers(fields, kind);
        return new GateStep(
                name,
                label,
                dependsOn,
                when,
                kind == StepKind.BLOCK,
                form.map(GateReader.Form::prompt).orElse(""),
                form.map(GateReader.Form::fields).orElse(List.of()),
                approval,
                Optional.empty());
    }

    /** A step whose job is the run of another pipeline. */
    private Step trigger(
            Fields fields, String name, String label, Optional<List<String>> dependsOn, Optional<When> when) {
        Optional<Work> work = fields.mapping("trigger").map(DownstreamReader::read);
        StartRules start = RulesReader.start(fields, dependsOn);
        FailureRules failure = RulesReader.failure(fields, defaults.onFailure());
        Optional<String> skip = fields.text("skip", TextRule.filled(256));
        Optional<Approval> approval = ApprovalReader.read(fields);
        List<Notification> notifications = NotificationsReader.ofStep(fields);
        refuseOthers(fields, StepKind.TRIGGER);
        return CommandStepBuilder.builder(CommandStep.of(name, dependsOn, work.orElse(PLACEHOLDER)))
                .label(label)
                .when(when)
                .skip(skip)
                .start(start)
                .failure(failure)
                .outputs(List.of(RUN))
                .approval(approval)
                .notifications(notifications)
                .build();
    }

    /** Neither or several kinds: said already. Its fields are checked as those of a command, which has most of them. */
    private Step unclear(
            Fields fields, String name, String label, Optional<List<String>> dependsOn, Optional<When> when) {
        return command(fields, name, label, dependsOn, when);
    }

    /** Fields of a command step mean nothing elsewhere, and are known all the same. */
    private static void refuseOthers(Fields fields, StepKind kind) {
        Later.refuse(fields, Later.OF_STEP);
        for (String name : COMMAND_FIELDS) {
            boolean meant = kind == StepKind.TRIGGER && TRIGGER_FIELDS.contains(name)
                    || ASKED.contains(kind) && name.equals("approval");
            if (!meant && fields.take(name).isPresent()) {
                fields.problem(name, "goes with a step that runs something, not with " + kind.field());
            }
        }
        for (StepKind other : StepKind.values()) {
            fields.takeQuietly(other.field());
        }
    }

    private static CommandStep placeholder(String name, Optional<List<String>> dependsOn) {
        return CommandStep.of(name, dependsOn, PLACEHOLDER);
    }
}
