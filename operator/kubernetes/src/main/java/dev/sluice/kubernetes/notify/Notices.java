package dev.sluice.kubernetes.notify;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.GateStatusBuilder;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.api.v1alpha1.StepStatusBuilder;
import dev.sluice.core.schedule.Chain;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.report.Notifications;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a run's status says is still to be told. */
public final class Notices {

    private static final int ID = 32;

    private Notices() {}

    /**
     * To each channel one thing at a time, in the order in which it happened.
     *
     * @param commands that let a gate on which is open
     * @param known ids of what is under way: it is left out, unless its gate has closed meanwhile
     */
    public static List<Notice> pending(
            PipelineRun run, PipelineRunStatus status, Function<String, String> commands, Predicate<String> known) {
        List<Notice> notices = new ArrayList<>();
        for (GateStatus gate : gates(status)) {
            for (Notified entry : next(gate.notified())) {
                if (!(waits(gate) && known.test(id(run, gate, entry)))) {
                    notices.add(notice(
                            run,
                            status,
                            entry,
                            id(run, gate, entry),
                            time(gate, entry),
                            Optional.of(of(gate, waits(gate) ? commands.apply(gate.name()) : "")),
                            Optional.empty()));
                }
            }
        }
        for (StepStatus step : steps(status)) {
            for (Notified entry : next(step.notified())) {
                String id = id(run, step, entry);
                if (!known.test(id)) {
                    notices.add(notice(
                            run, status, entry, id, time(step, status), Optional.empty(), Optional.of(of(step))));
                }
            }
        }
        for (Notified entry : next(status.notified())) {
            String id = id(run, entry);
            if (!known.test(id)) {
                notices.add(notice(run, status, entry, id, time(status), Optional.empty(), Optional.empty()));
            }
        }
        return notices;
    }

    /** What each channel is to be told next. */
    private static List<Notified> next(List<Notified> entries) {
        Set<String> told = new HashSet<>();
        return entries(entries).stream()
                .filter(entry -> entry.time() == null && told.add(entry.channel()))
                .toList();
    }

    /** Whether anything is not told yet, and not given up. */
    public static boolean any(PipelineRunStatus status) {
        return status != null
                && Stream.of(
                                gates(status).stream().map(GateStatus::notified),
                                steps(status).stream().map(StepStatus::notified),
                                Stream.of(entries(status.notified())))
                        .flatMap(lists -> lists)
                        .anyMatch(list -> entries(list).stream().anyMatch(entry -> entry.time() == null));
    }

    /**
     * The status with what came of what was under way.
     *
     * @param outcomes by the notice's id
     */
    public static PipelineRunStatus told(
            PipelineRun run, PipelineRunStatus status, Function<String, Optional<Outcome>> outcomes, Instant now) {
        if (!any(status)) {
            return status;
        }
        List<GateStatus> gates = status.gates() == null
                ? null
                : status.gates().stream()
                        .map(gate -> gate.notified() == null
                                ? gate
                                : with(gate, told(gate.notified(), entry -> outcomes.apply(id(run, gate, entry)))))
                        .toList();
        List<StepStatus> steps = status.steps() == null
                ? null
                : status.steps().stream()
                        .map(step -> step.notified() == null
                                ? step
                                : StepStatusBuilder.builder(step)
                                        .notified(told(step.notified(), entry -> outcomes.apply(id(run, step, entry))))
                                        .build())
                        .toList();
        List<Notified> ofRun =
                status.notified() == null ? null : told(status.notified(), entry -> outcomes.apply(id(run, entry)));
        return RunStatuses.withNotified(status, steps, gates, ofRun, now);
    }

    /** What came of telling others is worth no write of its own at once. */
    public static List<GateStatus> withoutNotified(List<GateStatus> gates) {
        return gates == null
                ? null
                : gates.stream().map(gate -> with(gate, null)).toList();
    }

    /** Ids of all that is on record as told or given up. */
    public static List<String> settled(PipelineRun run) {
        List<String> ids = new ArrayList<>();
        for (GateStatus gate : gates(run.getStatus())) {
            entries(gate.notified()).stream()
                    .filter(entry -> entry.time() != null)
                    .forEach(entry -> ids.add(id(run, gate, entry)));
        }
        for (StepStatus step : steps(run.getStatus())) {
            entries(step.notified()).stream()
                    .filter(entry -> entry.time() != null)
                    .forEach(entry -> ids.add(id(run, step, entry)));
        }
        entries(run.getStatus().notified()).stream()
                .filter(entry -> entry.time() != null)
                .forEach(entry -> ids.add(id(run, entry)));
        return ids;
    }

    private static List<Notified> told(List<Notified> entries, Function<Notified, Optional<Outcome>> outcomes) {
        return entries.stream()
                .map(entry -> entry.time() != null
                        ? entry
                        : outcomes.apply(entry)
                                .map(outcome -> new Notified(
                                        entry.channel(),
                                        entry.event(),
                                        outcome.time(),
                                        outcome.error().orElse(null)))
                                .orElse(entry))
                .toList();
    }

    private static Notice notice(
            PipelineRun run,
            PipelineRunStatus status,
            Notified entry,
            String id,
            Instant time,
            Optional<Notice.Gate> gate,
            Optional<Notice.Step> step) {
        return new Notice(
                id,
                entry.channel(),
                entry.event(),
                time,
                run.getMetadata().getNamespace(),
                run.getMetadata().getName(),
                run.getMetadata().getUid(),
                Plans.pipelineName(run),
                text(status.message()),
                gate,
                step);
    }

    private static Notice.Step of(StepStatus step) {
        return new Notice.Step(
                step.name(),
                RunStatuses.word(step.state().name()),
                text(step.message()),
                Optional.ofNullable(step.startTime()),
                Optional.ofNullable(step.completionTime()));
    }

    private static Notice.Gate of(GateStatus gate, String command) {
        return new Notice.Gate(
                gate.name(),
                RunStatuses.word(gate.state().name()),
                text(gate.prompt()),
                gate.approvers() == null ? List.of() : gate.approvers(),
                gate.quorum() == null ? 1 : gate.quorum(),
                gate.openedTime(),
                Optional.ofNullable(gate.deadline()),
                text(gate.digest()),
                said(gate),
                command);
    }

    private static boolean waits(GateStatus gate) {
        return gate.state() == GateStatus.GateState.WAITING;
    }

    private static List<Notice.Said> said(GateStatus gate) {
        return gate.decisions() == null
                ? List.of()
                : gate.decisions().stream()
                        .filter(decision -> decision.voided() == null && decision.verdict() != Decision.Verdict.VOID)
                        .map(decision -> new Notice.Said(
                                decision.person(),
                                RunStatuses.word(decision.verdict().name()),
                                decision.time(),
                                text(decision.comment())))
                        .toList();
    }

    private static Instant time(GateStatus gate, Notified entry) {
        return entry.event().equals(Notifications.REQUESTED) || gate.closedTime() == null
                ? gate.openedTime()
                : gate.closedTime();
    }

    /** One that never started ended no later than its end was written. */
    private static Instant time(StepStatus step, PipelineRunStatus status) {
        return step.completionTime() == null ? time(status) : step.completionTime();
    }

    private static Instant time(PipelineRunStatus status) {
        return Optional.ofNullable(status.completionTime()).orElse(status.reportTime());
    }

    /** Of a gate's opening: what is asked anew is another thing. */
    private static String id(PipelineRun run, GateStatus gate, Notified entry) {
        return id(
                "gate",
                run.getMetadata().getUid(),
                gate.name(),
                String.valueOf(gate.openedTime()),
                text(gate.digest()),
                entry.event(),
                entry.channel());
    }

    private static String id(PipelineRun run, StepStatus step, Notified entry) {
        return id("step", run.getMetadata().getUid(), step.name(), entry.event(), entry.channel());
    }

    private static String id(PipelineRun run, Notified entry) {
        return id("run", run.getMetadata().getUid(), entry.event(), entry.channel());
    }

    private static String id(String... parts) {
        String hash = Chain.hash(List.of(parts));
        return hash.substring(hash.indexOf(':') + 1).substring(0, ID);
    }

    private static GateStatus with(GateStatus gate, List<Notified> notified) {
        return GateStatusBuilder.builder(gate).notified(notified).build();
    }

    private static List<GateStatus> gates(PipelineRunStatus status) {
        return status == null || status.gates() == null ? List.of() : status.gates();
    }

    private static List<StepStatus> steps(PipelineRunStatus status) {
        return status == null || status.steps() == null ? List.of() : status.steps();
    }

    private static List<Notified> entries(List<Notified> notified) {
        return notified == null ? List.of() : notified;
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
