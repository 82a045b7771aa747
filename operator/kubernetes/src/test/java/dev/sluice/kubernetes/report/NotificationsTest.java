package dev.sluice.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.GateStatusBuilder;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.core.model.Approval;
import dev.sluice.core.model.Notification;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.GateReport.State;
import dev.sluice.core.schedule.StepReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is to be told, from what is on record (C5). */
class NotificationsTest {

    private static final Instant OPENED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant CLOSED = OPENED.plusSeconds(60);
    private static final Notified PENDING = new Notified("chat", "Requested", null, null);
    private static final Notified TOLD = new Notified("chat", "Requested", CLOSED, null);
    private static final Notified DECIDED = new Notified("chat", "Decided", null, null);
    private static final Notified TIMED_OUT = new Notified("chat", "TimedOut", null, null);

    static Stream<Arguments> ofGates() {
        return Stream.of(
                arguments("one that opens", State.WAITING, "a", null, List.of(PENDING)),
                arguments("one that waits on", State.WAITING, "a", TOLD, List.of(TOLD)),
                arguments("one at which people are asked anew", State.WAITING, "b", TOLD, List.of(PENDING)),
                arguments("one that is approved", State.APPROVED, "a", TOLD, List.of(TOLD, DECIDED)),
                arguments(
                        "one that is rejected before all is told",
                        State.REJECTED,
                        "a",
                        PENDING,
                        List.of(PENDING, DECIDED)),
                arguments("one that nobody decided", State.REJECTED, "late", TOLD, List.of(TOLD, TIMED_OUT)),
                arguments("one that is withdrawn", State.WITHDRAWN, "a", TOLD, List.of(TOLD)));
    }

    /** @param digest {@code late}: it was closed by its deadline */
    static Stream<Arguments> ofSteps() {
        return Stream.of(
                arguments("one that runs", StepReport.State.RUNNING, null, List.of(), List.of()),
                arguments(
                        "one at whose gate people are asked",
                        StepReport.State.WAITING_APPROVAL,
                        null,
                        List.of(),
                        List.of()),
                arguments("one that succeeded", StepReport.State.SUCCEEDED, null, List.of(), List.of("Succeeded")),
                arguments("one that failed", StepReport.State.FAILED, null, List.of(), List.of("Failed")),
                arguments(
                        "one whose failure does not count",
                        StepReport.State.SOFT_FAILED,
                        null,
                        List.of(),
                        List.of("SoftFailed")),
                arguments("one that was stopped", StepReport.State.CANCELLED, null, List.of(), List.of("Cancelled")),
                arguments("one that was left out", StepReport.State.SKIPPED, null, List.of(), List.of()),
                arguments(
                        "one that was left out, of which somebody wants to know",
                        StepReport.State.SKIPPED,
                        List.of("Skipped"),
                        List.of(),
                        List.of("Skipped")),
                arguments(
                        "one whose end is on record",
                        StepReport.State.FAILED,
                        null,
                        List.of("Failed"),
                        List.of("Failed")),
                arguments(
                        "one that was undone since",
                        StepReport.State.ROLLED_BACK,
                        null,
                        List.of("Succeeded"),
                        List.of("Succeeded", "RolledBack")),
                arguments(
                        "another end than is asked for",
                        StepReport.State.SUCCEEDED,
                        List.of("Failed", "Partial"),
                        List.of(),
                        List.of()),
                arguments(
                        "one of those that are asked for",
                        StepReport.State.PARTIAL,
                        List.of("Failed", "Partial"),
                        List.of(),
                        List.of("Partial")),
                arguments(
                        "undone, and that is asked for alone",
                        StepReport.State.ROLLED_BACK,
                        List.of("RolledBack"),
                        List.of(),
                        List.of("RolledBack")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void ofSteps(String what, StepReport.State state, List<String> phases, List<String> before, List<String> expected) {
        Notification asked = new Notification("chat", Optional.ofNullable(phases));
        List<Notified> known = before.stream()
                .map(event -> new Notified("chat", event, CLOSED, null))
                .toList();
        List<Notified> entries = Notifications.ofStep(known, List.of(asked), state);
        assertThat(entries == null ? List.of() : entries)
                .extracting(Notified::event)
                .isEqualTo(expected);
        assertThat(expected).as("room is kept for").hasSizeLessThanOrEqualTo(asked.ofStep());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void ofGates(String what, State state, String digest, Notified before, List<Notified> expected) {
        boolean late = digest.equals("late");
        GateRecord record = new GateRecord(
                Optional.of(OPENED),
                Optional.empty(),
                Map.of(),
                List.of(),
                state == State.WAITING ? Optional.empty() : Optional.of(CLOSED),
                Optional.of(late ? CLOSED : CLOSED.plusSeconds(1)),
                late ? "a" : digest,
                Optional.empty());
        Approval approval = new Approval(List.of(), 1, Optional.empty(), false, List.of("chat"), false, false);
        GateReport gate = new GateReport("g", state, "", record, approval, Assurance.Identity.PROVEN);
        assertThat(Notifications.ofGate(gate, Optional.ofNullable(before).map(NotificationsTest::recorded)))
                .isEqualTo(expected);
    }

    @Test
    void ofRuns() {
        List<Notification> asked = List.of(
                new Notification("end", Optional.empty()),
                new Notification("gates", Optional.of(List.of("WaitingApproval", "Failed"))));
        assertThat(Notifications.ofRun(null, asked, "Running", false)).isNull();
        List<Notified> waiting = Notifications.ofRun(null, asked, "WaitingApproval", false);
        assertThat(waiting).containsExactly(new Notified("gates", "WaitingApproval", null, null));
        List<Notified> told = List.of(new Notified("gates", "WaitingApproval", CLOSED, "answered 404"));
        assertThat(Notifications.ofRun(told, asked, "WaitingApproval", false))
                .as("once a run")
                .isEqualTo(told);
        assertThat(Notifications.ofRun(told, asked, "Failed", true))
                .containsExactly(
                        told.get(0),
                        new Notified("end", "Failed", null, null),
                        new Notified("gates", "Failed", null, null));
    }

    private static GateStatus recorded(Notified entry) {
        return GateStatusBuilder.builder()
                .name("g")
                .state(GateStatus.GateState.WAITING)
                .quorum(1)
                .openedTime(OPENED)
                .digest("a")
                .notified(List.of(entry))
                .build();
    }
}
