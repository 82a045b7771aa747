package dev.sluice.kubernetes.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A notice to begin with. */
record NoticeMaker(
        String event, String state, String prompt, List<String> approvers, Notice.Said said, String command) {

    static final String NASTY = "x\r\nBcc: mallory@example.com\r\n\r\n<!channel> *b* `c` \"d\" & é\u2028\u0000";

    static NoticeMaker requested() {
        return new NoticeMaker(
                "Requested",
                "Waiting",
                "Release v7?",
                List.of("team-lead", "group:devops"),
                null,
                "kubectl annotate …");
    }

    static NoticeMaker decided() {
        return new NoticeMaker(
                "Decided",
                "Approved",
                "",
                List.of("alice"),
                new Notice.Said("alice", "Approve", Instant.parse("2026-11-21T11:00:00Z"), "LGTM"),
                "");
    }

    NoticeMaker event(String other, String otherState) {
        return new NoticeMaker(other, otherState, prompt, approvers, said, command);
    }

    NoticeMaker asking(String other) {
        return new NoticeMaker(event, state, other, approvers, said, command);
    }

    NoticeMaker by(String... people) {
        return new NoticeMaker(event, state, prompt, List.of(people), said, command);
    }

    NoticeMaker commented(String comment) {
        return new NoticeMaker(
                event, state, prompt, approvers, new Notice.Said("alice", "Approve", Instant.EPOCH, comment), command);
    }

    Notice make() {
        return notice(
                event,
                "chat",
                "id-1",
                Optional.of(new Notice.Gate(
                        "deploy-prod",
                        state,
                        prompt,
                        approvers,
                        1,
                        Instant.parse("2026-11-21T10:00:00Z"),
                        Optional.of(Instant.parse("2026-11-22T10:00:00Z")),
                        "sha256:abc",
                        said == null ? List.of() : List.of(said),
                        command)));
    }

    static Notice ofRun(String phase) {
        return notice(phase, "chat", "id-1", Optional.empty());
    }

    static Notice to(String channel, String id) {
        return notice("Failed", channel, id, Optional.empty());
    }

    static Notice ofStep(String event, String message) {
        Instant ended = Instant.parse("2026-11-21T10:00:00Z");
        Notice.Step step =
                new Notice.Step("smoke", event, message, Optional.of(ended.minusSeconds(30)), Optional.of(ended));
        return notice(event, "chat", "id-1", Optional.empty(), Optional.of(step));
    }

    private static Notice notice(String event, String channel, String id, Optional<Notice.Gate> gate) {
        return notice(event, channel, id, gate, Optional.empty());
    }

    private static Notice notice(
            String event, String channel, String id, Optional<Notice.Gate> gate, Optional<Notice.Step> step) {
        return new Notice(
                id,
                channel,
                event,
                Instant.parse("2026-11-21T10:00:00Z"),
                "team-a",
                "r-1",
                "uid-1",
                "p",
                "smoke failed: exit code 3",
                gate,
                step);
    }
}
