package dev.sluice.core.dialect;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the spec of a {@code PipelineRun} brings to its pipeline. Other fields of it are for whoever runs it. */
public final class RequestReader {

    private static final int MOST_LABELS = 32;
    private static final TextRule LABEL = TextRule.filled(63);
    private static final TextRule PAYLOAD = TextRule.upTo(65_536);
    private static final TextRule TRACE = TextRule.filled(128);

    private RequestReader() {}

    /** Paths begin with {@code spec}. */
    public static Reading<RunRequest> read(Source spec) {
        List<Problem> problems = new ArrayList<>();
        Optional<RunRequest> request =
                Fields.of(spec, Path.of("spec"), problems).map(RequestReader::read);
        return problems.isEmpty() ? Reading.accepted(request.orElseThrow()) : Reading.refused(problems);
    }

    /** An event by itself. Paths begin with its fields. */
    public static Reading<Event> event(Source event) {
        List<Problem> problems = new ArrayList<>();
        Optional<Event> read = Fields.of(event, Path.ROOT, problems).map(EventReader::event);
        return problems.isEmpty() ? Reading.accepted(read.orElseThrow()) : Reading.refused(problems);
    }

    private static RunRequest read(Fields fields) {
        Map<String, String> variables = WorkReader.environment(fields, "variables");
        List<String> labels =
                fields.distinctTexts("labels", 0, MOST_LABELS, LABEL).orElse(List.of());
        Event event = EventReader.read(fields);
        List<Target> targets = TargetsReader.targets(fields);
        return RunRequest.of(variables)
                .withLabels(labels)
                .withEvent(event)
                .withTargets(targets.isEmpty() ? Optional.empty() : Optional.of(targets))
                .withPayload(fields.text("payload", PAYLOAD))
                .withTraceId(fields.text("traceId", TRACE))
                .withRerun(RerunReader.read(fields))
                .withOverrides(OverridesReader.read(fields));
    }
}
