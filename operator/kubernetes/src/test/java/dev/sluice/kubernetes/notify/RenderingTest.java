package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What channels are told, in words (C5). */
class RenderingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> headlines() {
        String gate = "deploy-prod of run team-a/r-1 ";
        return Stream.of(
                arguments(
                        "asked of several",
                        NoticeMaker.requested().make(),
                        gate + "waits for 1 of team-lead, group:devops"),
                arguments("asked of anybody", NoticeMaker.requested().by().make(), gate + "waits for a person"),
                arguments(
                        "asked, and told late",
                        NoticeMaker.requested().event("Requested", "Withdrawn").make(),
                        gate + "waited for 1 of team-lead, group:devops, and is withdrawn by now"),
                arguments("decided", NoticeMaker.decided().make(), gate + "approved"),
                arguments(
                        "decided against",
                        NoticeMaker.decided().event("Decided", "Rejected").make(),
                        gate + "rejected"),
                arguments(
                        "not decided",
                        NoticeMaker.decided().event("TimedOut", "Rejected").make(),
                        gate + "rejected: nobody decided in time"),
                arguments("a step's end", NoticeMaker.ofStep("Failed", ""), "step smoke of run team-a/r-1 failed"),
                arguments(
                        "a step's end that does not count",
                        NoticeMaker.ofStep("SoftFailed", ""),
                        "step smoke of run team-a/r-1 failed, which does not count"),
                arguments(
                        "a step that was left out",
                        NoticeMaker.ofStep("Skipped", ""),
                        "step smoke of run team-a/r-1 was skipped"),
                arguments(
                        "a step that was undone",
                        NoticeMaker.ofStep("RolledBack", ""),
                        "step smoke of run team-a/r-1 was undone"),
                arguments("a run's end", NoticeMaker.ofRun("Failed"), "run team-a/r-1 failed"),
                arguments("a run's phase", NoticeMaker.ofRun("WaitingApproval"), "run team-a/r-1 waiting approval"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void headlines(String what, Notice notice, String expected) {
        assertThat(NoticeText.headline(notice)).isEqualTo(expected);
    }

    @Test
    void slackIsToldWithTheCommand() throws IOException {
        assertThat(slack(NoticeMaker.requested().make()))
                .isEqualTo(
                        """
                        *deploy-prod of run team-a/r-1 waits for 1 of team-lead, group:devops*
                        Release v7?
                        Until 2026-11-22T10:00:00Z
                        Let it on with:
                        ```kubectl annotate …```""");
        assertThat(slack(NoticeMaker.decided().make()))
                .isEqualTo("*deploy-prod of run team-a/r-1 approved*\nalice: Approve: LGTM");
        assertThat(slack(NoticeMaker.ofRun("Failed"))).isEqualTo("*run team-a/r-1 failed*\nsmoke failed: exit code 3");
        assertThat(slack(NoticeMaker.ofStep("Failed", "1 of 2 failed: <exit code 3>")))
                .isEqualTo("*step smoke of run team-a/r-1 failed*\n1 of 2 failed: &lt;exit code 3&gt;");
    }

    @Test
    void whatPeopleWroteIsNoMarkupAndMentionsNobody() throws IOException {
        String text = slack(NoticeMaker.requested().asking(NoticeMaker.NASTY).make());
        assertThat(text.split("\n")[1]).isEqualTo("x Bcc: mallory@example.com &lt;!channel&gt; ∗b∗ 'c' \"d\" &amp; é");
    }

    @Test
    void programsAreToldAllOfIt() throws IOException {
        JsonNode body = JSON.readTree(WebhookBody.of(NoticeMaker.requested()
                .asking(NoticeMaker.NASTY)
                .commented(NoticeMaker.NASTY)
                .make()));
        assertThat(body.at("/id").asText()).isEqualTo("id-1");
        assertThat(body.at("/event").asText()).isEqualTo("Requested");
        assertThat(body.at("/run/namespace").asText()).isEqualTo("team-a");
        assertThat(body.at("/run/name").asText()).isEqualTo("r-1");
        assertThat(body.at("/gate/name").asText()).isEqualTo("deploy-prod");
        assertThat(body.at("/gate/approvers/1").asText()).isEqualTo("group:devops");
        assertThat(body.at("/gate/deadline").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(body.at("/gate/command").asText()).isEqualTo("kubectl annotate …");
        assertThat(body.at("/gate/prompt").asText()).isEqualTo(NoticeMaker.NASTY);
        assertThat(body.at("/gate/decisions/0/comment").asText()).isEqualTo(NoticeMaker.NASTY);
        assertThat(JSON.readTree(WebhookBody.of(NoticeMaker.ofRun("Failed"))).has("gate"))
                .isFalse();
    }

    @Test
    void programsAreToldOfTheStep() throws IOException {
        JsonNode body = JSON.readTree(WebhookBody.of(NoticeMaker.ofStep("Failed", NoticeMaker.NASTY)));
        assertThat(body.at("/event").asText()).isEqualTo("Failed");
        assertThat(body.at("/step"))
                .isEqualTo(JSON.createObjectNode()
                        .put("name", "smoke")
                        .put("state", "Failed")
                        .put("message", NoticeMaker.NASTY)
                        .put("started", "2026-11-21T09:59:30Z")
                        .put("ended", "2026-11-21T10:00:00Z"));
        assertThat(body.has("gate")).isFalse();
        assertThat(JSON.readTree(WebhookBody.of(NoticeMaker.ofRun("Failed"))).has("step"))
                .isFalse();
    }

    private static String slack(Notice notice) throws IOException {
        JsonNode body = JSON.readTree(SlackBody.of(notice));
        assertThat(body.size()).isEqualTo(1);
        return body.at("/text").asText();
    }
}
