package dev.sluice.local;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.RequestWriter;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.plan.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run of this machine was made from: {@code pinned.json} in its folder, as the ControllerRevision and the spec of a run in a
 * cluster. What is edited later changes nothing of how it is undone.
 */
public record PinnedRun(Pipeline pipeline, RunRequest request, Agent.Catalog agents) {

    private static final String FILE = "pinned.json";

    /** @param spec the pipeline's, as it is written */
    public static void write(RunFolder folder, String pipeline, Source spec, RunRequest request, Agent.Catalog agents) {
        List<Source> templates = agents.agents().values().stream()
                .map(agent -> Source.of(template(agent)))
                .toList();
        String text = "{\"pipeline\": %s,\n\"request\": %s,\n\"choice\": %s,\n\"agents\": %s,\n\"spec\": %s}\n"
                .formatted(
                        Source.of(pipeline).json(),
                        Source.of(RequestWriter.write(request)).json(),
                        PinnedChoice.write(request.choice()).json(),
                        new Source.Sequence(templates, Optional.empty()).json(),
                        spec.json());
        Path file = folder.path().resolve(FILE);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw LocalFailure.of("cannot write " + file, e, "is the disk full?");
        }
    }

    /** Absent: nothing is kept of it, or what is kept can't be read (by this version of Sluice). */
    public static Optional<PinnedRun> read(Path folder) {
        try {
            Path file = folder.resolve(FILE);
            return Files.isRegularFile(file)
                    ? Source.parse(Files.readString(file)).stream().findFirst().flatMap(PinnedRun::of)
                    : Optional.empty();
        } catch (IOException | SourceException e) {
            return Optional.empty();
        }
    }

    private static Optional<PinnedRun> of(Source source) {
        if (!(source instanceof Source.Mapping mapping)
                || !(mapping.get("pipeline").orElse(null) instanceof Source.Scalar name)) {
            return Optional.empty();
        }
        Optional<Pipeline> pipeline = mapping.get("spec")
                .flatMap(spec -> ResourceReader.readSpec(name.text(), spec).value());
        Optional<RunRequest> request = mapping.get("request")
                .flatMap(spec -> RequestReader.read(spec).value())
                .map(read -> read.withChoice(PinnedChoice.read(mapping)));
        Map<String, Agent> agents = new LinkedHashMap<>();
        if (mapping.get("agents").orElse(null) instanceof Source.Sequence templates) {
            templates.items().stream()
                    .map(AgentReader::read)
                    .map(Reading::value)
                    .flatMap(Optional::stream)
                    .forEach(agent -> agents.put(agent.name(), agent));
        }
        return pipeline.flatMap(p -> request.map(r -> new PinnedRun(p, r, new Agent.Catalog(agents))));
    }

    /** The plan as it was in the end, with what the run's jobs added to it. */
    Plan plan(RunFolder folder, LedgerRecord ledger) {
        List<Upload> uploads = new ArrayList<>();
        Plan plan = plan(uploads);
        List<String> jobs = ledger.uploads();
        for (int i = 0; i < jobs.size(); i++) {
            Optional<JobId> by = job(plan, jobs.get(i));
            Path file = folder.upload(i + 1);
            try {
                String text = Files.readString(file);
                by.ifPresent(job -> uploads.add(new Upload(job, text)));
            } catch (IOException e) {
                throw new LocalFailure("what was added to run " + folder.run() + " can't be read: " + file);
            }
            plan = plan(uploads);
        }
        return plan;
    }

    private Plan plan(List<Upload> uploads) {
        return new Uploads(UploadReader::add, longer -> List.of()).plan(pipeline, request, uploads);
    }

    private static Optional<JobId> job(Plan plan, String name) {
        return plan.steps().values().stream()
                .flatMap(step -> step.jobs().stream())
                .filter(job -> job.name().equals(name))
                .map(Job::id)
                .findFirst();
    }

    /** As much of a PodTemplate as is read here. */
    private static Map<String, Object> template(Agent agent) {
        List<Map<String, Object>> environment = agent.environment().entrySet().stream()
                .map(entry -> entry.getValue()
                        .<Map<String, Object>>map(value -> Map.of("name", entry.getKey(), "value", value))
                        .orElseGet(() -> Map.of("name", entry.getKey(), "valueFrom", Map.of())))
                .toList();
        Map<String, Object> container = Map.of("command", agent.command(), "env", environment);
        return Map.of(
                "metadata",
                Map.of("name", agent.name()),
                "template",
                Map.of("spec", Map.of("containers", List.of(container))));
    }
}
