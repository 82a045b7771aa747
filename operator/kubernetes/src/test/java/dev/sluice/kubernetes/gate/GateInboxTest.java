package dev.sluice.kubernetes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.kubernetes.fake.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people ask of gates by annotations: what is taken, what is refused and in which words (C5). */
class GateInboxTest {

    private static final Instant OPENED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-21T10:05:00Z");
    private static final Plan PLAN = Resources.plan(
            """
            defaults: {image: busybox:1}
            steps:
            - {name: plain, block: {}}
            - name: release
              block:
                fields:
                - {key: version, format: "[0-9.]+"}
                - {key: region, type: Select, multiple: true, default: eu, options: [{value: eu}, {value: us}]}
            - {name: later, input: {}}
            - {name: deploy, script: x}
            """);
    private static final String YES = "approve.sluice.dev/";
    private static final String NO = "reject.sluice.dev/";
    private static final String ANSWER = "answer.sluice.dev/";
    private static final String HOW_TO =
            ". Let it on with: kubectl annotate pipelinerun r -n n answer.sluice.dev/release='{\"version\": \"…\", \"region\": [\"eu\"]}'"
                    + " approve.sluice.dev/release=\"NAME: comment\"";

    /** Of a run that waits at plain and release. */
    private static Judged judge(Map<String, String> annotations) {
        return judge(annotations, GateRecord.openedAt(OPENED), GateReport.State.WAITING);
    }

    private static Judged judge(Map<String, String> annotations, GateRecord record, GateReport.State state) {
        return GateInbox.judge(
                annotations,
                PLAN,
                List.of(new GateReport("plain", state, "", record), new GateReport("release", state, "", record)),
                Map.of("plain", record, "release", record),
                Assurance.NONE,
                gate -> GateHint.command("n", "r", gate),
                NOW);
    }

    private static GateRecord.Vote vote(String person, boolean approves, String comment) {
        return new GateRecord.Vote(person, approves, comment, NOW);
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of("a name", Map.of(YES + "plain", "alice"), vote("alice", true, "")),
                Arguments.of("a comment", Map.of(YES + "plain", "alice: LGTM: ok"), vote("alice", true, "LGTM: ok")),
                Arguments.of(
                        "an account's name has colons",
                        Map.of(NO + "plain", "system:serviceaccount:ci:bot: no"),
                        vote("system:serviceaccount:ci:bot", false, "no")),
                Arguments.of("what follows a dot is free", Map.of(YES + "plain.2", "bob"), vote("bob", true, "")),
                Arguments.of(
                        "of a yes and a no at once the no counts",
                        Map.of(YES + "plain", "alice", NO + "plain.b", "bob"),
                        vote("bob", false, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void taken(String name, Map<String, String> annotations, GateRecord.Vote vote) {
        Judged judged = judge(annotations);

        assertThat(judged.news().get("plain").votes()).last().matches(vote::says, vote.toString());
        assertThat(judged.done()).containsAll(annotations.keySet());
    }

    @Test
    void answersComeWithTheApprovalOfTheSameName() {
        Judged judged = judge(Map.of(
                YES + "release.a", "alice", ANSWER + "release.a", "{\"version\":1.2,\"region\":[\"us\",\"eu\"]}"));

        assertThat(judged.news().get("release").answers())
                .isEqualTo(Map.of("version", List.of("1.2"), "region", List.of("us", "eu")));
        assertThat(judged.refusals()).isEmpty();
        assertThat(judged.done()).contains(YES + "release.a", ANSWER + "release.a");
    }

    @Test
    void answersThatAreRightStayUntilTheirApprovalComes() {
        Judged judged = judge(Map.of(ANSWER + "release", "{\"version\":\"1.2\"}"));

        assertThat(judged.news()).isEmpty();
        assertThat(judged.done()).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "an unknown gate",
                        Map.of(YES + "relase", "alice"),
                        "approve.sluice.dev/relase: the run has no gate \"relase\" (did you mean \"release\"?)"),
                Arguments.of(
                        "a step that is no gate",
                        Map.of(YES + "deploy", "alice"),
                        "approve.sluice.dev/deploy: the run has no gate \"deploy\""),
                Arguments.of(
                        "one that does not wait yet",
                        Map.of(YES + "later", "alice"),
                        "approve.sluice.dev/later: later does not wait for anybody yet; say it again once the run waits there"),
                Arguments.of(
                        "nobody's name",
                        Map.of(YES + "plain", " "),
                        "approve.sluice.dev/plain: write approve.sluice.dev/plain=\"NAME\" or \"NAME: comment\", 1,024 bytes at most"),
                Arguments.of(
                        "a novel",
                        Map.of(NO + "plain", "alice: " + "x".repeat(1024)),
                        "reject.sluice.dev/plain: write reject.sluice.dev/plain=\"NAME\" or \"NAME: comment\", 1,024 bytes at most"),
                Arguments.of(
                        "a delegation where anybody may decide",
                        Map.of("delegate.sluice.dev/plain", "alice: to=bob"),
                        "delegate.sluice.dev/plain: anybody may decide here: there is nothing to give away"),
                Arguments.of(
                        "a delegation to nobody",
                        Map.of("delegate.sluice.dev/plain", "alice"),
                        "delegate.sluice.dev/plain: write delegate.sluice.dev/plain=\"NAME: to=OTHER"
                                + " until=2026-12-01T00:00:00Z; comment\", 1,024 bytes at most"),
                Arguments.of(
                        "a decision about something else",
                        Map.of(YES + "plain", "alice@sha256:" + "0".repeat(64) + ": LGTM"),
                        "approve.sluice.dev/plain: names sha256:" + "0".repeat(64) + ", and what is asked about is "),
                Arguments.of(
                        "no answers",
                        Map.of(YES + "release", "alice"),
                        "approve.sluice.dev/release: version must be filled in" + HOW_TO),
                Arguments.of(
                        "wrong answers",
                        Map.of(
                                YES + "release",
                                "alice",
                                ANSWER + "release",
                                "{\"version\":\"one\",\"region\":\"mars\"}"),
                        "answer.sluice.dev/release: version can't be \"one\": it must match [0-9.]+;"
                                + " region can't be \"mars\": choose some of eu, us" + HOW_TO),
                Arguments.of(
                        "no JSON",
                        Map.of(ANSWER + "release", "version=1"),
                        "answer.sluice.dev/release: is no JSON object of answers" + HOW_TO),
                Arguments.of(
                        "objects in answers",
                        Map.of(ANSWER + "release", "{\"version\":{}}"),
                        "answer.sluice.dev/release: is no JSON object of answers" + HOW_TO));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refused(String name, Map<String, String> annotations, String message) {
        Judged judged = judge(annotations);

        assertThat(judged.refusals()).containsExactly(message);
        assertThat(judged.done()).containsExactlyInAnyOrderElementsOf(annotations.keySet());
        assertThat(judged.news()).isEmpty();
    }

    @Test
    void whatIsOnRecordAlreadyIsTakenAwayWithoutAWord() {
        GateRecord.Verdict verdict = new GateRecord.Verdict(true, "alice", "LGTM", OPENED);
        GateRecord decided = new GateRecord(
                Optional.of(OPENED),
                Optional.of(verdict),
                Map.of(),
                List.of(new GateRecord.Vote("alice", true, "LGTM", OPENED)),
                Optional.of(OPENED));

        Judged again = judge(Map.of(YES + "plain", "alice: LGTM"), decided, GateReport.State.APPROVED);
        Judged late = judge(Map.of(NO + "plain", "bob"), decided, GateReport.State.APPROVED);

        assertThat(again.done()).contains(YES + "plain");
        assertThat(again.refusals()).isEmpty();
        assertThat(late.refusals()).containsExactly("reject.sluice.dev/plain: plain is decided: approved by alice");
    }
}
