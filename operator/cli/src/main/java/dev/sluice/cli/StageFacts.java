package dev.sluice.cli;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Retry;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.local.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one stage is, whatever the run (E2). */
final class StageFacts {

    private StageFacts() {}

    static Facts of(PlannedStep planned, Plan plan, String place) {
        Step step = planned.step();
        Facts facts = new Facts()
                .put("name", step.name())
                .put("description", step.label())
                .put("pipeline", plan.pipeline())
                .put("place", place)
                .put("kind", kind(step));
        if (step instanceof CommandStep command) {
            work(facts, command.work());
            facts.put("jobs", planned.jobs().size());
            command.matrix().ifPresent(matrix -> facts.put("matrix", new LinkedHashMap<>(matrix.dimensions())));
        }
        if (step instanceof GateStep gate) {
            facts.put("prompt", gate.prompt())
                    .put("fields", gate.fields().stream().map(FormField::key).toList());
            approval(facts, gate.approval());
        }
        facts.put("group", planned.group())
                .putAll("dependsOn", planned.dependsOn())
                .putAll("before", before(planned, plan))
                .put("when", step.when().map(WhenText::of))
                .put("skip", planned.skipped());
        if (step instanceof CommandStep command) {
            rules(facts, command);
        }
        return facts;
    }

    static String kind(Step step) {
        if (step instanceof CommandStep) {
            return "job";
        }
        return step instanceof GateStep ? "gate" : "wait";
    }

    private static void work(Facts facts, Work work) {
        facts.put("agent", work.agent())
                .put("image", work.image())
                .put("task", work.task())
                .put("config", work.config());
        Work.Program program = work.program().orElse(null);
        if (program instanceof Work.Program.Script script) {
            facts.put("script", script.text().strip());
        } else if (program instanceof Work.Program.Command command) {
            facts.put("command", String.join(" ", command.argv()));
        } else if (program instanceof Work.Program.Downstream downstream) {
            facts.put("trigger", downstream.pipeline());
        }
    }

    private static void rules(Facts facts, CommandStep step) {
        facts.put("inputs", step.exchange().inputs())
                .put("outputs", step.outputs())
                .put(
                        "artifacts",
                        step.exchange().artifacts().stream()
                                .map(a -> a.path()
                                        + a.schema()
                                                .map(s -> " (held to " + s + ")")
                                                .orElse(""))
                                .toList())
                .put("sideEffects", step.exchange().sideEffects())
                .put("hooks", hooks(step.exchange().hooks()))
                .put("cache", step.exchange().cache().map(kept -> kept ? "kept" : "never"))
                .put("environment", step.work().environment())
                .put("secrets", secrets(step.work()))
                .put("timeout", step.limits().timeout().map(Durations::exact))
                .put("queueTimeout", step.limits().queueTimeout().map(Durations::exact))
                .put("retry", retry(step.retry()))
                .put("onFailure", failure(step))
                .put("rollback", step.undo().flatMap(undo -> said(undo.work())))
                .put("concurrency", step.start().concurrency().map(c -> c.limit() + " in " + c.group()));
        step.approval().ifPresent(approval -> approval(facts, approval));
    }

    private static void approval(Facts facts, Approval approval) {
        facts.put("approvers", approval.approvers().isEmpty() ? List.of("anybody") : approval.approvers())
                .put("quorum", approval.quorum())
                .put("approvalTimeout", approval.timeout().map(Durations::exact));
    }

    private static Map<String, Object> hooks(Hooks hooks) {
        Map<String, Object> told = new LinkedHashMap<>();
        if (!hooks.before().isEmpty()) {
            told.put(
                    "before",
                    String.join(
                            "; ", hooks.before().stream().map(StageFacts::text).toList()));
        }
        if (!hooks.after().isEmpty()) {
            told.put(
                    "after",
                    String.join(
                            "; ", hooks.after().stream().map(StageFacts::text).toList()));
        }
        return told;
    }

    /** Names alone: values are the cluster's, or this machine's. */
    private static List<String> secrets(Work work) {
        return work.secrets().stream()
                .map(secret -> secret.name() + " (" + secret.key() + " of Secret " + secret.secret() + ")")
                .toList();
    }

    private static String retry(Retry retry) {
        List<String> parts = new ArrayList<>();
        if (retry.limit() > 0) {
            parts.add(Counted.of(retry.limit(), "time") + " after its own failures"
                    + retry.exitCodes()
                            .map(codes -> " (exit codes " + codes + ")")
                            .orElse(""));
        }
        if (retry.infrastructure() != Retry.DEFAULT_INFRASTRUCTURE) {
            parts.add(Counted.of(retry.infrastructure(), "time") + " after the infrastructure's");
        }
        if (!retry.backoff().equals(Duration.ZERO)) {
            parts.add("waiting " + Durations.exact(retry.backoff()) + " at first");
        }
        return String.join(", ", parts);
    }

    private static String failure(CommandStep step) {
        OnFailure does = step.failure().onFailure();
        String soft = step.failure().softFail().isPresent() ? "; some failures do not count" : "";
        return switch (does) {
            case HALT -> "Halt" + soft;
            case CONTINUE -> "Continue" + soft;
            case ROLLBACK -> "Rollback to " + step.failure().rollbackTo().orElse("") + soft;
        };
    }

    /** What a step does, in a word; absent where its image says. */
    static Optional<String> said(Work work) {
        return work.task()
                .or(() -> work.program().map(StageFacts::text))
                .or(() -> work.agent().map(agent -> "agent " + agent))
                .map(text -> text.strip().lines().findFirst().orElse(""));
    }

    private static String text(Work.Program program) {
        if (program instanceof Work.Program.Script script) {
            return script.text().strip();
        }
        return program instanceof Work.Program.Command command
                ? String.join(" ", command.argv())
                : "pipeline " + ((Work.Program.Downstream) program).pipeline();
    }

    private static List<String> before(PlannedStep planned, Plan plan) {
        return plan.steps().values().stream()
                .filter(other -> other.dependsOn().contains(planned.name()))
                .map(PlannedStep::name)
                .toList();
    }
}
