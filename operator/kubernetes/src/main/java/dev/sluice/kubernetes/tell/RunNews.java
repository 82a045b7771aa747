package dev.sluice.kubernetes.tell;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.run.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a written status is news of: an Event for each step that has just failed, each gate that has just opened or closed, and one for the run's end, and a line in the log for that. */
public final class RunNews implements Reporter.Listener {

    private static final Logger log = LoggerFactory.getLogger("dev.sluice.runs");

    private final EventRecorder events;

    public RunNews(EventRecorder events) {
        this.events = events;
    }

    /** One Event. */
    record News(EventRecorder.Type type, String reason, String message) {}

    @Override
    public void written(PipelineRun run, PipelineRunStatus before, PipelineRunStatus after) {
        of(before, after).forEach(news -> events.record(run, news.type(), news.reason(), news.message()));
        if (RunStatuses.ended(after) && !RunStatuses.ended(before)) {
            log.info(
                    "run {}/{} {}{}: {}",
                    run.getMetadata().getNamespace(),
                    run.getMetadata().getName(),
                    after.phase().name().toLowerCase(Locale.ROOT),
                    took(after),
                    after.message());
        }
    }

    @Override
    public void refused(PipelineRun run, String message) {
        events.record(run, EventRecorder.Type.WARNING, "NotTaken", message);
    }

    static List<News> of(PipelineRunStatus before, PipelineRunStatus after) {
        List<News> news = new ArrayList<>();
        Set<String> known = failed(before).stream().map(StepStatus::name).collect(Collectors.toSet());
        for (StepStatus step : failed(after)) {
            if (!known.contains(step.name())) {
                news.add(new News(
                        EventRecorder.Type.WARNING,
                        "StepFailed",
                        "step " + step.name() + " failed" + (step.message() == null ? "" : ": " + step.message())));
            }
        }
        news.addAll(GateNews.of(before, after));
        news.addAll(RollbackNews.of(before, after));
        news.addAll(NoticeNews.of("", before == null ? null : before.notified(), after.notified()));
        news.addAll(NoticeNews.ofSteps(before, after));
        if (RunStatuses.ended(after)) {
            if (!RunStatuses.ended(before)) {
                news.add(end(after));
            }
        } else if (after.queue() != null) {
            if (before == null || before.queue() == null) { // not each time it moves up
                news.add(new News(EventRecorder.Type.NORMAL, "Queued", after.message()));
            }
        } else if (after.phase() == Phase.PENDING
                && !Objects.equals(before == null ? null : before.message(), after.message())) {
            news.add(new News(EventRecorder.Type.WARNING, "Waiting", after.message()));
        }
        return news;
    }

    private static News end(PipelineRunStatus status) {
        EventRecorder.Type type = status.phase() == Phase.FAILED || status.phase() == Phase.PARTIAL
                ? EventRecorder.Type.WARNING
                : EventRecorder.Type.NORMAL;
        String phase = status.phase().name();
        return new News(type, phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT), status.message());
    }

    private static List<StepStatus> failed(PipelineRunStatus status) {
        return status == null || status.steps() == null
                ? List.of()
                : status.steps().stream()
                        .filter(step -> step.state() == State.FAILED || step.state() == State.PARTIAL)
                        .filter(step -> !GateNews.isGate(status, step))
                        .toList();
    }

    private static String took(PipelineRunStatus status) {
        return status.startTime() == null
                ? ""
                : " after "
                        + Duration.between(status.startTime(), status.completionTime())
                                        .toMillis()
                                / 1000.0 + "s";
    }
}
