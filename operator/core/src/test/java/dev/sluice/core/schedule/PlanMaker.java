package dev.sluice.core.schedule;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.CommandStepBuilder;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.FailureRules;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Retry;
import dev.sluice.core.model.Rollout;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.model.SoftFail;
import dev.sluice.core.model.StartRules;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Undo;
import dev.sluice.core.model.WaitStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Plans made by hand: {@code plan().step("build").step("test", s -> s.after("build").parallelism(2)).make()}. */
final class PlanMaker {

    private final Map<String, PlannedStep> steps = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private RunRequest request = RunRequest.NONE;
    private Optional<Duration> timeout = Optional.empty();
    private OptionalInt maxParallel = OptionalInt.empty();
    private boolean failFast;

    private List<Lane> lanes = List.of(Lane.ONLY);
    private Rollout rollout = Rollout.ALL_AT_ONCE;

    static PlanMaker plan() {
        return new PlanMaker();
    }

    PlanMaker timeout(Duration duration) {
        timeout = Optional.of(duration);
        return this;
    }

    /** The first step that halts it stops what runs. */
    PlanMaker failFast() {
        failFast = true;
        return this;
    }

    PlanMaker maxParallel(int most) {
        maxParallel = OptionalInt.of(most);
        return this;
    }

    PlanMaker variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    PlanMaker request(RunRequest brought) {
        request = brought;
        return this;
    }

    PlanMaker environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Before any step. */
    PlanMaker targets(String... names) {
        lanes = new ArrayList<>();
        for (String target : names) {
            lanes.add(new Lane(lanes.size(), Optional.of(new Target(target, Map.of())), 0));
        }
        return this;
    }

    /** After the targets, and before any step. */
    PlanMaker batches(int size) {
        lanes = lanes.stream()
                .map(lane -> new Lane(lane.index(), lane.target(), lane.index() / size))
                .toList();
        rollout = new Rollout(OptionalInt.of(size), rollout.maxFailures(), rollout.barrier());
        return this;
    }

    PlanMaker maxFailures(int most) {
        rollout = new Rollout(rollout.batchSize(), OptionalInt.of(most), rollout.barrier());
        return this;
    }

    PlanMaker barriers() {
        rollout = new Rollout(rollout.batchSize(), rollout.maxFailures(), true);
        return this;
    }

    PlanMaker step(String name) {
        return step(name, s -> s);
    }

    PlanMaker step(String name, java.util.function.UnaryOperator<StepMaker> details) {
        StepMaker maker = details.apply(new StepMaker(name));
        add(maker.make(), maker.dependsOn, maker.jobs(lanes), maker.skip);
        return this;
    }

    /** Steps that run something, of those that the step comes after. */
    List<String> commandsBefore(StepMaker step) {
        Set<String> before = new TreeSet<>(step.dependsOn);
        step.dependsOn.forEach(d -> before.addAll(steps.get(d).ancestors()));
        before.removeIf(name -> !(steps.get(name).step() instanceof CommandStep));
        return new ArrayList<>(before);
    }

    PlanMaker waitFor(String name, String... dependsOn) {
        return waitFor(name, false, dependsOn);
    }

    PlanMaker waitFor(String name, boolean continueOnFailure, String... dependsOn) {
        return waitFor(name, continueOnFailure, Optional.empty(), dependsOn);
    }

    PlanMaker skippedWait(String name, boolean continueOnFailure, String... dependsOn) {
        return waitFor(name, continueOnFailure, Optional.of("not on this branch"), dependsOn);
    }

    private PlanMaker waitFor(String name, boolean continueOnFailure, Optional<String> skipped, String... dependsOn) {
        Step step = new WaitStep(name, "", Optional.empty(), Optional.empty(), continueOnFailure);
        add(step, List.of(dependsOn), List.of(), skipped);
        return this;
    }

    /** One that holds back what names it. */
    PlanMaker gate(String name, String... dependsOn) {
        return gate(name, "", List.of(), dependsOn);
    }

    PlanMaker gate(String name, String prompt, List<FormField> fields, String... dependsOn) {
        add(
                new GateStep(name, "", Optional.empty(), Optional.empty(), true, prompt, fields),
                List.of(dependsOn),
                List.of(),
                Optional.empty());
        return this;
    }

    PlanMaker gate(String name, Approval approval, String... dependsOn) {
        add(
                new GateStep(
                        name, "", Optional.empty(), Optional.empty(), true, "", List.of(), approval, Optional.empty()),
                List.of(dependsOn),
                List.of(),
                Optional.empty());
        return this;
    }

    static FormField field(String key) {
        return new FormField(key, "", "", true, Optional.empty(), Optional.empty(), List.of(), false);
    }

    PlanMaker skipped(String name, String why) {
        PlannedStep step = steps.get(name);
        steps.put(
                name,
                new PlannedStep(
                        step.step(), step.group(), step.dependsOn(), step.ancestors(), Optional.of(why), List.of()));
        return this;
    }

    Plan make() {
        return new Plan(
                "shop",
                variables,
                environment,
                request,
                new RunRules(timeout, maxParallel, failFast, Optional.empty(), rollout),
                lanes,
                steps,
                1);
    }

    private void add(Step step, List<String> dependsOn, List<Job> jobs, Optional<String> skipped) {
        Set<String> ancestors = new HashSet<>(dependsOn);
        dependsOn.forEach(d -> ancestors.addAll(steps.get(d).ancestors()));
        steps.put(step.name(), new PlannedStep(step, Optional.empty(), dependsOn, ancestors, skipped, jobs));
    }

    /** A step's details; what is not said is as the API's defaults have it. */
    static final class StepMaker {
        private Optional<Approval> approval = Optional.empty();

        private final String name;
        private final List<Map<String, String>> combinations = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<String, String> adjustment = new LinkedHashMap<>();
        private List<String> dependsOn = List.of();
        private List<String> outputs = List.of();
        private String label = "";
        private Optional<String> skip = Optional.empty();
        private Optional<String> image = Optional.empty();
        private Optional<String> task = Optional.empty();
        private Optional<String> config = Optional.empty();
        private Work.Program program = new Work.Program.Script("true");
        private int parallelism = 1;
        private OptionalInt maxParallel = OptionalInt.empty();
        private Optional<Duration> timeout = Optional.empty();
        private Optional<Duration> queueTimeout = Optional.empty();
        private Retry retry = Retry.DEFAULT;
        private OnFailure onFailure = OnFailure.HALT;
        private Optional<Concurrency> group = Optional.empty();
        private Optional<String> rollbackTo = Optional.empty();
        private Optional<Undo> undo = Optional.empty();
        private Optional<Boolean> barrier = Optional.empty();
        private Optional<SoftFail> softFail = Optional.empty();
        private boolean failFast;
        private List<String> allowed = List.of();
        private boolean allowAll;
        private int priority;

        StepMaker(String name) {
            this.name = name;
        }

        StepMaker after(String... names) {
            dependsOn = List.copyOf(new LinkedHashSet<>(List.of(names)));
            return this;
        }

        StepMaker parallelism(int jobs) {
            parallelism = jobs;
            return this;
        }

        StepMaker maxParallel(int most) {
            maxParallel = OptionalInt.of(most);
            return this;
        }

        StepMaker matrix(String dimension, String... values) {
            for (String value : values) {
                combinations.add(Map.of(dimension, value));
            }
            return this;
        }

        StepMaker approval(Approval by) {
            approval = Optional.of(by);
            return this;
        }

        StepMaker timeout(Duration duration) {
            timeout = Optional.of(duration);
            return this;
        }

        StepMaker queueTimeout(Duration duration) {
            queueTimeout = Optional.of(duration);
            return this;
        }

        StepMaker retry(Retry budgets) {
            retry = budgets;
            return this;
        }

        StepMaker retries(int limit) {
            return retry(new Retry(limit, Retry.DEFAULT_INFRASTRUCTURE, Optional.empty(), Duration.ZERO));
        }

        StepMaker barrier(boolean on) {
            barrier = Optional.of(on);
            return this;
        }

        /** Its jobs exclude others of this group. */
        StepMaker group(String name, int limit) {
            group = Optional.of(new Concurrency(name, limit, Concurrency.Method.ORDERED, Concurrency.OnConflict.QUEUE));
            return this;
        }

        StepMaker mayFail() {
            onFailure = OnFailure.CONTINUE;
            return this;
        }

        StepMaker rollbackTo(String step) {
            onFailure = OnFailure.ROLLBACK;
            rollbackTo = Optional.of(step);
            return this;
        }

        StepMaker undo(Limits limits) {
            return undo(Work.of(new Work.Program.Script("undo " + name)), limits);
        }

        StepMaker undo(Work work, Limits limits) {
            undo = Optional.of(new Undo(work, limits));
            return this;
        }

        StepMaker undoable() {
            return undo(Limits.NONE);
        }

        StepMaker softFail(Integer... exitCodes) {
            softFail = Optional.of(
                    new SoftFail(exitCodes.length == 0 ? Optional.empty() : Optional.of(Set.of(exitCodes))));
            return this;
        }

        StepMaker failFast() {
            failFast = true;
            return this;
        }

        /** These of its dependencies may have failed. */
        StepMaker allowFailureOf(String... names) {
            allowed = List.of(names);
            return this;
        }

        StepMaker allowDependencyFailure() {
            allowAll = true;
            return this;
        }

        StepMaker priority(int value) {
            priority = value;
            return this;
        }

        StepMaker skip(String why) {
            skip = Optional.of(why);
            return this;
        }

        StepMaker outputs(String... keys) {
            outputs = List.of(keys);
            return this;
        }

        StepMaker label(String text) {
            label = text;
            return this;
        }

        StepMaker image(String text) {
            image = Optional.of(text);
            return this;
        }

        StepMaker task(String text) {
            task = Optional.of(text);
            return this;
        }

        StepMaker config(String json) {
            config = Optional.of(json);
            return this;
        }

        StepMaker script(String text) {
            program = new Work.Program.Script(text);
            return this;
        }

        StepMaker program(Work.Program other) {
            program = other;
            return this;
        }

        StepMaker command(String... argv) {
            program = new Work.Program.Command(List.of(argv));
            return this;
        }

        StepMaker environment(String key, String value) {
            environment.put(key, value);
            return this;
        }

        StepMaker adjustment(String key, String value) {
            adjustment.put(key, value);
            return this;
        }

        CommandStep make() {
            Work work = new Work(
                    Optional.of(program),
                    image,
                    Optional.empty(),
                    task,
                    config,
                    environment,
                    List.of(),
                    Work.Resources.NONE,
                    false);
            return CommandStepBuilder.builder(CommandStep.of(name, Optional.of(dependsOn), work))
                    .label(label)
                    .skip(skip)
                    .parallelism(parallelism)
                    .maxParallel(maxParallel)
                    .limits(new Limits(timeout, queueTimeout))
                    .retry(retry)
                    .start(new StartRules(allowed, allowAll, barrier, group, priority))
                    .failure(new FailureRules(onFailure, rollbackTo, softFail, failFast))
                    .undo(undo)
                    .outputs(outputs)
                    .approval(approval)
                    .build();
        }

        List<Job> jobs(List<Lane> lanes) {
            List<Job> jobs = new ArrayList<>();
            List<Map<String, String>> all = combinations.isEmpty() ? List.of(Map.of()) : combinations;
            for (Lane lane : lanes) {
                String target = lane.target().map(t -> "." + t.name()).orElse("");
                for (int c = 0; c < all.size() && skip.isEmpty(); c++) {
                    for (int p = 0; p < parallelism; p++) {
                        String job = name
                                + target
                                + (combinations.isEmpty() ? "" : "." + c)
                                + (parallelism == 1 ? "" : "." + p);
                        JobId id = new JobId(name, jobs.size());
                        jobs.add(new Job(id, job, lane, all.get(c), c, p, parallelism, softFail, adjustment, group));
                    }
                }
            }
            return jobs;
        }
    }
}
