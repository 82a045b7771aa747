package dev.sluice.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.gate.GateHint;
import dev.sluice.kubernetes.gate.GateInbox;
import dev.sluice.kubernetes.gate.Judged;
import dev.sluice.kubernetes.notify.Notices;
import dev.sluice.kubernetes.notify.Outcome;
import dev.sluice.kubernetes.pod.RunFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many gates, approvers, channels and decisions are accepted, a run's status stays below 100 KB (C5). */
class GatesFitTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final int MOST = 100_000;
    private static final String LONGEST_NAME = "a-gate-of-the-greatest-length-there-%04d";
    private static final String LONGEST_ERROR =
            "the channel's configuration is not right: look at namespaces[10], namespaces[11], namespaces[12], namespaces[13]";

    /** As many gates as are accepted, whose approvers say as much as is taken. */
    @ParameterizedTest(name = "{0} channels, {1} approvers of {2} letters, quorum {3}, {4} steps besides")
    @CsvSource({
        "0, 1, 10, 1, 0",
        "1, 2, 10, 1, 0",
        "8, 2, 10, 1, 0",
        "8, 2, 10, 1, 300",
        "8, 50, 250, 1, 0",
        "0, 50, 250, 47, 0",
        "2, 5, 40, 3, 100"
    })
    void theWorstThatIsAcceptedFits(int channels, int approvers, int letters, int quorum, int steps) {
        int gates = IntStream.rangeClosed(1, 50)
                .filter(n ->
                        plan(n, channels, approvers, letters, quorum, steps).isPresent())
                .max()
                .orElseThrow();
        assertThat(gates).isPositive();
        Plan plan = plan(gates, channels, approvers, letters, quorum, steps).orElseThrow();
        Map<String, GateRecord> records = new HashMap<>();
        plan.gates()
                .forEach(gate -> records.put(
                        gate.gate(),
                        new GateRecord(
                                Optional.of(NOW),
                                Optional.empty(),
                                Map.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.of(NOW.plusSeconds(60)),
                                "sha256:" + "a".repeat(64),
                                Optional.of(new Assurance.Seal("u".repeat(36), 1, "u".repeat(36), 1)))));
        PipelineRunStatus asked = told(status(null, plan, records, GateReport.State.WAITING));
        assertThat(bytes(asked)).isLessThan(MOST);

        for (String comment : List.of("y".repeat(1024 - letters - 2), "\u0001".repeat(100), "")) {
            speak(plan, records, letters, comment);
        }
        assertThat(records.values())
                .extracting(record -> record.votes().size())
                .as("as many as have to may decide")
                .allMatch(votes -> votes >= quorum);
        PipelineRunStatus spoken = told(status(asked, plan, records, GateReport.State.WAITING));
        assertThat(bytes(spoken)).isLessThan(MOST);

        records.replaceAll((name, record) -> new GateRecord(
                record.opened(),
                record.verdict(),
                record.answers(),
                record.votes(),
                Optional.of(NOW.plusSeconds(1)),
                record.deadline(),
                record.digest(),
                record.seal()));
        assertThat(bytes(told(status(spoken, plan, records, GateReport.State.REJECTED))))
                .isLessThan(MOST);
    }

    /** As many steps as are accepted, each of which failed, was undone, and could not be told of either. */
    @ParameterizedTest(name = "{0} channels, {1}")
    @CsvSource({"1, ''", "16, ''", "3, ', phases: [Failed]'", "2, ', phases: [Skipped, Failed, RolledBack]'"})
    void theMostThatMayBeToldOfStepsFits(int channels, String phases) {
        int most = 0;
        for (int more = 256; more > 0; more /= 2) {
            most += accepted(telling(most + more, channels, phases)).isPresent() ? more : 0;
        }
        assertThat(most).isBetween(1, 499);
        Plan plan = accepted(telling(most, channels, phases)).orElseThrow();
        PipelineRunStatus failed = told(status(null, plan, Map.of(), GateReport.State.REJECTED));
        assertThat(failed.steps())
                .allSatisfy(step -> assertThat(step.notified()).hasSize(channels));
        assertThat(bytes(failed)).isLessThan(MOST);
        PipelineRunStatus undone = told(status(failed, plan, StepReport.State.ROLLED_BACK));
        assertThat(undone.steps()).allSatisfy(step -> assertThat(step.notified())
                .hasSize(phases.contains("Failed]") ? channels : 2 * channels));
        assertThat(bytes(undone)).isLessThan(MOST);
        String oneMore = telling(most + 1, channels, phases);
        assertThatThrownBy(() -> Resources.plan(oneMore))
                .hasMessageContaining("spec.steps: have more on record than a run's status holds: ");
    }

    private static String telling(int steps, int channels, String phases) {
        String told = IntStream.range(0, channels)
                .mapToObj(i -> "{channel: a-channel-with-a-rather-long-name-%03d%s}".formatted(i, phases))
                .collect(Collectors.joining(", "));
        return "defaults: {image: busybox:1}\nsteps:\n"
                + IntStream.range(0, steps)
                        .mapToObj(i -> "- {name: " + LONGEST_NAME.formatted(i) + ", script: x, notifications: [" + told
                                + "]}\n")
                        .collect(Collectors.joining());
    }

    @Test
    void whatIsTooMuchIsRefusedAndSaysWhatToDo() {
        assertThat(plan(5, 8, 2, 10, 1, 10)).isPresent();
        assertThat(problems(18, 8, 2, 10, 1, 10))
                .contains("spec.steps: have more on record than a run's status holds: ")
                .contains(
                        "Name fewer channels, a group instead of people, or start another pipeline by a trigger step");
    }

    /** Who has to decide does so with few words first; then all say what they can, until nothing more is taken. */
    private static void speak(Plan plan, Map<String, GateRecord> records, int letters, String comment) {
        int quorum = plan.gates().get(0).approval().quorum();
        for (int round = 0; round < 50; round++) {
            boolean first = round < quorum;
            for (GateStep gate : plan.gates()) {
                String person = person(round % gate.approval().approvers().size(), letters);
                String said = person + ": " + (first ? "" : comment + round);
                Judged judged = GateInbox.judge(
                        Map.of("approve.sluice.dev/" + gate.gate(), said),
                        plan,
                        reports(plan, records, GateReport.State.WAITING),
                        records,
                        Assurance.NONE,
                        any -> GateHint.command("n", "r", any),
                        NOW);
                records.putAll(judged.news());
            }
        }
    }

    private static PipelineRunStatus status(
            PipelineRunStatus before, Plan plan, Map<String, GateRecord> records, GateReport.State state) {
        boolean waits = state == GateReport.State.WAITING;
        return status(
                before,
                plan,
                waits ? StepReport.State.RUNNING : StepReport.State.FAILED,
                reports(plan, records, state));
    }

    private static PipelineRunStatus status(PipelineRunStatus before, Plan plan, StepReport.State state) {
        return status(before, plan, state, List.of());
    }

    private static PipelineRunStatus status(
            PipelineRunStatus before, Plan plan, StepReport.State state, List<GateReport> gates) {
        List<StepReport> steps = plan.steps().values().stream()
                .filter(step ->
                        !(step.step() instanceof GateStep gate && gate.before().isPresent()))
                .map(step -> new StepReport(
                        step.name(),
                        state,
                        "m".repeat(500),
                        Optional.of(NOW),
                        state.ended() ? Optional.of(NOW) : Optional.empty(),
                        List.of()))
                .toList();
        Report report = new Report(
                state.ended() ? Report.Phase.FAILED : Report.Phase.WAITING_APPROVAL,
                Report.Reason.REJECTED,
                "m".repeat(1024),
                steps,
                List.of(),
                List.of(),
                gates);
        return RunStatuses.of(
                before,
                report,
                plan,
                new LogsHint(new RunFrame("n", "r", "uid", "p", Map.of()), plan),
                1,
                "revision",
                NOW,
                null,
                Optional.empty(),
                NOW);
    }

    private static List<GateReport> reports(Plan plan, Map<String, GateRecord> records, GateReport.State state) {
        return plan.gates().stream()
                .map(gate -> new GateReport(
                        gate.gate(),
                        state,
                        gate.prompt(),
                        records.get(gate.gate()),
                        gate.approval(),
                        Assurance.Identity.PROVEN))
                .toList();
    }

    /** Nobody could be told, at greatest length. */
    private static PipelineRunStatus told(PipelineRunStatus status) {
        PipelineRun run = Resources.run("r", "pipeline: p");
        return Notices.told(run, status, id -> Optional.of(new Outcome(NOW, Optional.of(LONGEST_ERROR))), NOW);
    }

    private static int bytes(PipelineRunStatus status) {
        return Resources.JSON.asJson(status).getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<Plan> plan(int gates, int channels, int approvers, int letters, int quorum, int steps) {
        return accepted(pipeline(gates, channels, approvers, letters, quorum, steps));
    }

    private static Optional<Plan> accepted(String pipeline) {
        try {
            return Optional.of(Resources.plan(pipeline));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String problems(int gates, int channels, int approvers, int letters, int quorum, int steps) {
        try {
            Resources.plan(pipeline(gates, channels, approvers, letters, quorum, steps));
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static String pipeline(int gates, int channels, int approvers, int letters, int quorum, int steps) {
        String people =
                IntStream.range(0, approvers).mapToObj(i -> person(i, letters)).collect(Collectors.joining(", "));
        String told = IntStream.range(0, channels)
                .mapToObj("a-channel-with-a-rather-long-name-%03d"::formatted)
                .collect(Collectors.joining(", "));
        String asked = "approval: {approvers: [" + people + "], quorum: " + quorum + ", notify: [" + told + "]}";
        return "defaults: {image: busybox:1}\nsteps:\n"
                + IntStream.range(0, gates)
                        .mapToObj(i -> "- {name: " + LONGEST_NAME.formatted(i) + ", block: {prompt: \""
                                + "p".repeat(900) + "\"}, " + asked + "}\n")
                        .collect(Collectors.joining())
                + IntStream.range(0, steps)
                        .mapToObj(i -> "- {name: " + LONGEST_NAME.formatted(5000 + i) + ", script: x}\n")
                        .collect(Collectors.joining());
    }

    private static String person(int number, int letters) {
        return "p%03d".formatted(number) + "x".repeat(letters - 4);
    }
}
