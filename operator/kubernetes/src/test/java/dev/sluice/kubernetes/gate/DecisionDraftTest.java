package dev.sluice.kubernetes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.fake.Resources;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person wants to say at a gate → the annotations that say it, or all that stands against it (C6). */
class DecisionDraftTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Plan PLAN = Resources.plan(
            """
            defaults: {image: x}
            steps:
            - {name: ask, block: {fields: [{key: version, format: "[0-9.]+"}, {key: region, default: eu}]}}
            - {name: deploy, script: x, approval: {approvers: [alice, bob, "group:devops"], quorum: 2}}
            - {name: other, script: x, approval: {approvers: [alice, bob], requireOtherPerson: true}}
            """);
    private static final Saying YES = Saying.approve("LGTM", Map.of());

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(
                        "a stranger",
                        "deploy",
                        "Waiting",
                        caller("mallory"),
                        YES,
                        "mallory may not decide at deploy: it asks alice, bob, group:devops"),
                refused(
                        "a program where people are asked",
                        "ask",
                        "Waiting",
                        caller("system:serviceaccount:n:x"),
                        answer("1"),
                        "people decide at ask, and system:serviceaccount:n:x is none"),
                refused(
                        "who started it",
                        "other",
                        "Waiting",
                        caller("alice"),
                        YES,
                        "alice started the run, and another person has to"),
                refused(
                        "to who started it",
                        "other",
                        "Waiting",
                        caller("bob"),
                        Saying.delegate("alice", Optional.empty(), ""),
                        "alice started the run, and another person has to decide"),
                refused(
                        "decided already",
                        "deploy",
                        "Approved, closedTime: 2026-11-28T09:00:00Z, decisions: [{person: bob, verdict: Approve, comment: fine, time: 2026-11-28T09:00:00Z}]",
                        caller("alice"),
                        YES,
                        "deploy is decided: approved by bob: fine"),
                refused(
                        "nobody is asked any longer",
                        "deploy",
                        "Withdrawn",
                        caller("alice"),
                        YES,
                        "nobody is asked at deploy any longer: the run was halted or has ended"),
                refused("nothing filled in", "ask", "Waiting", caller("mallory"), YES, "version must be filled in"),
                refused(
                        "wrongly filled in, and too long",
                        "ask",
                        "Waiting",
                        caller("mallory"),
                        Saying.approve("x".repeat(1000), Map.of("version", List.of("one"), "regoin", List.of("us"))),
                        "ask has no field \"regoin\": did you mean \"region\"?",
                        "version can't be \"one\": it must match [0-9.]+",
                        "a comment here has at most 943 bytes, and this one has 1,000"),
                refused(
                        "answers where nothing is asked",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        answer("1"),
                        "deploy has no field \"version\": it asks for nothing"),
                refused(
                        "to oneself",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        Saying.delegate("alice", Optional.empty(), ""),
                        "that is yourself"),
                refused(
                        "to a group",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        Saying.delegate("group:ops", Optional.empty(), ""),
                        "group:ops is a group, and one person decides in another's place"),
                refused(
                        "to nobody",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        Saying.delegate("the boss", Optional.empty(), ""),
                        "\"the boss\" is no name that a decision can be given to"),
                refused(
                        "until yesterday",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        Saying.delegate("dave", Optional.of(NOW.minusSeconds(1)), ""),
                        "until is over already"),
                refused(
                        "where anybody may",
                        "ask",
                        "Waiting",
                        caller("alice"),
                        Saying.delegate("dave", Optional.empty(), ""),
                        "anybody may decide here: there is nothing to give away"),
                refused(
                        "a seat that was held until then",
                        "deploy",
                        "Waiting, decisions: [{person: alice, verdict: Delegate, to: dave, until: 2026-11-28T09:59:00Z, time: 2026-11-28T09:00:00Z}]",
                        caller("dave"),
                        YES,
                        "dave may not decide at deploy: it asks alice, bob, group:devops"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void all_that_stands_against_it(String name, AskedGate gate, Caller caller, Saying saying, List<String> expected) {
        DecisionDraft draft = DecisionDraft.of(gate, saying, caller, "1", NOW);
        assertThat(draft.problems()).containsExactlyElementsOf(expected);
        assertThat(draft.annotations()).isEmpty();
    }

    static Stream<Arguments> decisions() {
        String seat =
                "Waiting, decisions: [{person: alice, verdict: Delegate, to: dave, until: 2026-11-28T10:01:00Z, time: 2026-11-28T09:00:00Z}]";
        return Stream.of(
                Arguments.of(
                        "an approver",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        YES,
                        "approve.sluice.dev/deploy.1",
                        "alice@" + DIGEST + ": LGTM"),
                Arguments.of(
                        "without a word",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        Saying.reject(" "),
                        "reject.sluice.dev/deploy.1",
                        "alice@" + DIGEST),
                Arguments.of(
                        "a member",
                        "deploy",
                        "Waiting",
                        new Caller("carol", Set.of("devops", "x")),
                        Saying.reject("no"),
                        "reject.sluice.dev/deploy.1",
                        "carol@" + DIGEST + ": no"),
                Arguments.of(
                        "who holds a seat",
                        "deploy",
                        seat,
                        caller("dave"),
                        YES,
                        "approve.sluice.dev/deploy.1",
                        "dave@" + DIGEST + ": LGTM"),
                Arguments.of(
                        "a delegation",
                        "deploy",
                        "Waiting",
                        caller("alice"),
                        Saying.delegate("dave", Optional.of(NOW.plusSeconds(60)), "on leave"),
                        "delegate.sluice.dev/deploy.1",
                        "alice@" + DIGEST + ": to=dave until=2026-11-28T10:01:00Z; on leave"),
                Arguments.of(
                        "who started it may reject",
                        "other",
                        "Waiting",
                        caller("alice"),
                        Saying.reject("no"),
                        "reject.sluice.dev/other.1",
                        "alice@" + DIGEST + ": no"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decisions")
    void what_is_written(
            String name, String gate, String state, Caller caller, Saying saying, String key, String value) {
        DecisionDraft draft = DecisionDraft.of(gate(gate, state), saying, caller, "1", NOW);
        assertThat(draft.problems()).isEmpty();
        assertThat(draft.key()).isEqualTo(key);
        assertThat(draft.annotations()).containsExactly(Map.entry(key, value));
        GateRequest read = GateRequest.of(draft.annotations()).get(0);
        assertThat(read.said())
                .isEqualTo(new GateRequest.Said(
                        caller.name(), Optional.of(DIGEST), read.said().comment()));
        assertThat(read.gate()).isEqualTo(gate);
    }

    @Test
    void answers_go_with_it() {
        Saying saying = Saying.approve("", Map.of("version", List.of("1.2"), "region", List.of("eu")));
        DecisionDraft draft = DecisionDraft.of(gate("ask", "Waiting"), saying, caller("mallory"), "1", NOW);
        assertThat(AnswerText.read(draft.annotations().get("answer.sluice.dev/ask.1")))
                .contains(saying.answers());
    }

    @Test
    void what_the_same_person_said_and_nobody_took_up_goes() {
        AskedGate gate = gate("deploy", "Waiting");
        gate.run()
                .getMetadata()
                .setAnnotations(Map.of(
                        "approve.sluice.dev/deploy.me", "alice: yes",
                        "approve.sluice.dev/deploy.bob", "bob: yes",
                        "approve.sluice.dev/other", "alice: yes",
                        "answer.sluice.dev/deploy.bob", "{}"));
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("approve.sluice.dev/deploy.me", null);
        expected.put("answer.sluice.dev/deploy.me", null);
        expected.put("reject.sluice.dev/deploy.1", "alice@" + DIGEST + ": no");
        assertThat(DecisionDraft.of(gate, Saying.reject("no"), caller("alice"), "1", NOW)
                        .annotations())
                .isEqualTo(expected);
    }

    @Test
    void nobody_decides_while_nothing_proves_names_unless_that_is_allowed() {
        assertThat(DecisionDraft.of(verified("PolicyMissing"), YES, caller("alice"), "1", NOW)
                        .problems())
                .containsExactly("nobody can decide now: why");
        assertThat(DecisionDraft.of(verified("UnverifiedAllowed"), YES, caller("alice"), "1", NOW)
                        .problems())
                .isEmpty();
    }

    @Test
    void what_was_pinned_may_be_unreadable() {
        AskedGate unknown = gate("other", "Waiting").pinned(Optional.empty());
        assertThat(DecisionDraft.of(unknown, YES, caller("bob"), "1", NOW).problems())
                .isEmpty();
        assertThat(DecisionDraft.of(unknown, YES, caller("carol"), "1", NOW).problems())
                .containsExactly("carol may not decide at other: it asks alice, bob");
    }

    private static Arguments refused(
            String name, String gate, String state, Caller caller, Saying saying, String... problems) {
        return Arguments.of(name, gate(gate, state), caller, saying, List.of(problems));
    }

    private static Saying answer(String version) {
        return Saying.approve("", Map.of("version", List.of(version)));
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of("system:authenticated"));
    }

    private static AskedGate gate(String name, String state) {
        return gate(name, state, "");
    }

    private static AskedGate verified(String reason) {
        return gate(
                "deploy",
                "Waiting",
                "\n  conditions: [{type: ApprovalsVerified, status: 'False', reason: " + reason
                        + ", message: why, lastTransitionTime: 2026-11-28T09:00:00Z}]");
    }

    private static AskedGate gate(String name, String state, String more) {
        var approval = PLAN.gate(name).orElseThrow().approval();
        String approvers = approval.approvers().isEmpty()
                ? ""
                : ", approvers: ['" + String.join("', '", approval.approvers()) + "']";
        PipelineRun run = Resources.JSON.unmarshal(
                """
                apiVersion: sluice.dev/v1alpha1
                kind: PipelineRun
                metadata: {name: r, namespace: n, uid: u}
                spec: {pipeline: p, startedBy: alice}
                status:
                  phase: WaitingApproval
                  gates: [{name: %s, openedTime: 2026-11-28T08:00:00Z, quorum: %d%s, digest: '%s', state: %s}]%s
                """
                        .formatted(name, approval.quorum(), approvers, DIGEST, state, more),
                PipelineRun.class);
        return AskedGate.of(run).get(0).pinned(PLAN.gate(name));
    }
}
