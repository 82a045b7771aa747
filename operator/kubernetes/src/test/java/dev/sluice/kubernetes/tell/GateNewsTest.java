package dev.sluice.kubernetes.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.observe.RecordedGates;
import dev.sluice.kubernetes.tell.RunNews.News;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people wrote, in Events (C5). */
class GateNewsTest {

    @Test
    void aCommentLooksLikeNoOtherEvent() {
        assertThat(told("LGTM\\nrelease approved by bob\\r\\nx\\u2028y"))
                .startsWith("release: alice approves: LGTM release approved by bob x y (sha256:");
    }

    @Test
    void theLongestCommentLeavesRoomForTheHash() {
        PipelineRunStatus after = status("x".repeat(1_000));
        Decision decision = after.gates().get(0).decisions().get(0);
        assertThat(told("x".repeat(1_000)))
                .hasSizeLessThan(1_000)
                .endsWith("xx… (" + RecordedGates.hash(decision) + ")");
    }

    private static String told(String comment) {
        List<News> news = GateNews.of(status(null), status(comment));
        assertThat(news).hasSize(1);
        return news.get(0).message();
    }

    private static PipelineRunStatus status(String comment) {
        String decisions = comment == null
                ? ""
                : ", decisions: [{person: alice, verdict: Approve, time: \"2026-11-21T10:00:00Z\", digest: \"sha256:a\", previous: \"sha256:b\", comment: \""
                        + comment + "\"}]";
        return Resources.JSON.unmarshal(
                "phase: WaitingApproval\ngates: [{name: release, state: Waiting, quorum: 2, openedTime: \"2026-11-21T10:00:00Z\""
                        + decisions + "}]",
                PipelineRunStatus.class);
    }
}
