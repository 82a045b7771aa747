package dev.sluice.cli;

import dev.sluice.core.dialect.translation.Note;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Notification;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for people. */
final class PlanText {

    private static final int MOST_TARGETS = 10;

    private PlanText() {}

    static List<String> of(Loaded loaded, Style style) {
        Plan plan = loaded.plan();
        List<Note> notes = loaded.notes();
        Set<JobId> taken = loaded.earlier().isPresent() ? PlanPreview.of(loaded).takenOver() : Set.of();
        List<PlannedStep> steps = new ArrayList<>(plan.steps().values());
        List<String> lines = new ArrayList<>();
        lines.add(headline(plan, style));
        if (plan.hasGroups()) {
            lines.add(style.faint("  (at most: other runs of its concurrency groups may hold jobs back)"));
        }
        targets(plan).ifPresent(line -> lines.add(style.faint(line)));
        lines.add("");
        int wide = steps.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        for (PlannedStep step : steps) {
            lines.add(step(step, plan, wide, style) + style.faint(TakenFrom.text(plan, step, taken)));
        }
        List<String> unused = unused(steps);
        if (!unused.isEmpty()) {
            lines.add("");
            lines.add(style.faint(
                    "On a laptop jobs are processes, so these are not used: " + String.join(", ", unused) + "."));
        }
        List<String> channels = channels(plan);
        if (!channels.isEmpty()) {
            lines.add("");
            lines.add(style.faint(
                    "Channels are told in a cluster, and here nobody is: " + String.join(", ", channels) + "."));
        }
        if (!notes.isEmpty()) {
            lines.add("");
            lines.add("Not all is done here as the file says:");
            lines.addAll(NotesText.of(notes));
        }
        return lines;
    }

    private static List<String> channels(Plan plan) {
        Stream<Notification> ofSteps = plan.steps().values().stream()
                .flatMap(step ->
                        step.step() instanceof CommandStep command ? command.notifications().stream() : Stream.empty());
        return Stream.concat(
                        plan.gates().stream().flatMap(gate -> gate.approval().channels().stream()),
                        Stream.concat(plan.rules().notifications().stream(), ofSteps)
                                .map(Notification::channel))
                .distinct()
                .sorted()
                .toList();
    }

    static String headline(Plan plan, Style style) {
        long working = plan.steps().values().stream()
                .filter(s -> s.step() instanceof CommandStep)
                .count();
        return "%s: %s in %s, at most %d at once"
                .formatted(
                        style.strong(plan.pipeline()),
                        Counted.of(plan.jobCount(), "job"),
                        Counted.steps(working, plan),
                        plan.maxConcurrency());
    }

    private static Optional<String> targets(Plan plan) {
        List<String> names = plan.lanes().stream()
                .flatMap(lane -> lane.target().stream())
                .map(Target::name)
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String shown = names.size() <= MOST_TARGETS
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_TARGETS)) + " and " + (names.size() - MOST_TARGETS) + " more";
        OptionalInt batch = plan.rules().rollout().batchSize();
        return Optional.of("on " + shown + (batch.isPresent() ? ", " + batch.getAsInt() + " at a time" : ""));
    }

    private static String step(PlannedStep step, Plan plan, int wide, Style style) {
        String name = "  " + step.name() + " ".repeat(wide - step.name().length()) + "  ";
        String after = step.dependsOn().isEmpty() ? "starts at once" : "after " + String.join(", ", step.dependsOn());
        if (step.skipped().isPresent()) {
            return style.faint(name + "skipped   " + step.skipped().get());
        }
        if (step.step() instanceof GateStep gate) {
            String asks = gate.fields().isEmpty() ? "" : "  (asks for " + String.join(", ", gate.keys()) + ")";
            return style.faint(name + "gate      " + after + asks + ApprovalText.of(gate.approval()));
        }
        if (!(step.step() instanceof CommandStep command)) {
            return style.faint(name + "wait      " + after);
        }
        String jobs = Counted.of(step.jobs().size(), "job");
        String line = name + jobs + " ".repeat(Math.max(2, 10 - jobs.length())) + after;
        String waits = command.approval().map(ApprovalText::of).orElse("");
        return line + style.faint(spread(command) + waits + undoing(plan, command));
    }

    /** What its failure undoes, the last first. */
    private static String undoing(Plan plan, CommandStep command) {
        return command.failure()
                .rollbackTo()
                .map(to -> "  (its failure goes back to " + to + ": "
                        + Undos.after(plan, to).stream()
                                .map(name -> plan.undos().containsKey(Undos.name(name))
                                        ? "undoes " + name
                                        : "runs " + name + " again as in the last good run")
                                .collect(Collectors.joining(", "))
                        + ")")
                .orElse("");
    }

    private static String spread(CommandStep step) {
        List<String> parts = new ArrayList<>();
        step.matrix()
                .ifPresent(m -> parts.add(m.dimensions().entrySet().stream()
                        .map(d -> d.getKey() + ": " + String.join(", ", d.getValue()))
                        .collect(Collectors.joining("; "))));
        if (step.work().program().orElse(null) instanceof Work.Program.Downstream downstream) {
            parts.add((downstream.async() ? "starts " : "runs ") + "pipeline " + downstream.pipeline());
        }
        if (step.parallelism() > 1) {
            parts.add("parallelism " + step.parallelism());
        }
        return parts.isEmpty() ? "" : "  (" + String.join("; ", parts) + ")";
    }

    private static List<String> unused(List<PlannedStep> steps) {
        List<String> unused = new ArrayList<>();
        if (any(steps, s -> s.work().image().isPresent())) {
            unused.add("images");
        }
        if (any(
                steps,
                s -> !s.work().resources().requests().isEmpty()
                        || !s.work().resources().limits().isEmpty())) {
            unused.add("resources");
        }
        if (any(steps, s -> s.work().batch())) {
            unused.add("runAs: Job");
        }
        return unused;
    }

    private static boolean any(List<PlannedStep> steps, Predicate<CommandStep> test) {
        return steps.stream().anyMatch(s -> s.step() instanceof CommandStep command && test.test(command));
    }
}
