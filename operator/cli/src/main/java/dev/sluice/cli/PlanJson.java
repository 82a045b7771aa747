package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.dialect.translation.Note;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A plan for programs: a list of jobs, each with the jobs it comes after. */
final class PlanJson {

    private final Plan plan;
    private final SourceFile.Document document;
    private final PlanPreview preview;
    private final PlanDependencies dependencies;

    PlanJson(Loaded loaded) {
        this.plan = loaded.plan();
        this.document = loaded.where().document();
        this.preview = PlanPreview.of(loaded);
        this.dependencies = new PlanDependencies(plan);
    }

    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("pipeline", plan.pipeline());
            json.writeStringField("dependencies", dependencies.bySteps() ? "steps" : "jobs");
            json.writeArrayFieldStart("jobs");
            for (PlannedStep step : plan.steps().values()) {
                for (Job job : step.jobs()) {
                    job(json, job);
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("skipped");
            for (PlannedStep step : plan.steps().values()) {
                skipped(json, step);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notes");
            for (Note note : document.notes()) {
                note(json, note);
            }
            json.writeEndArray();
            json.writeNumberField("maxConcurrency", plan.maxConcurrency());
            // Other runs of its concurrency groups may hold jobs back.
            json.writeBooleanField("maxConcurrencyIsUpperBound", plan.hasGroups());
            json.writeEndObject();
        }
    }

    /** What the file asks for and does not get. */
    private void note(JsonGenerator json, Note note) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", note.step());
        json.writeStringField("what", note.what());
        json.writeStringField("why", note.why());
        json.writeStringField("path", note.path());
        json.writeStringField("place", document.written(note.path()));
        json.writeEndObject();
    }

    private static void skipped(JsonGenerator json, PlannedStep step) throws IOException {
        if (step.skipped().isPresent()) {
            json.writeStartObject();
            json.writeStringField("step", step.name());
            json.writeStringField("why", step.skipped().get());
            json.writeEndObject();
        }
    }

    private void job(JsonGenerator json, Job job) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", job.name());
        json.writeStringField("step", job.id().step());
        if (job.lane().target().isPresent()) {
            json.writeStringField("target", job.lane().target().get().name());
            json.writeNumberField("batch", job.lane().batch());
        }
        dependencies.write(json, job);
        map(json, "matrix", job.combination());
        json.writeNumberField("parallelIndex", job.parallelIndex());
        json.writeNumberField("parallelCount", job.parallelCount());
        boolean taken = preview.takenOver().contains(job.id());
        map(json, "env", taken ? Map.of() : preview.assignments().get(job.id()).environment());
        if (taken) {
            json.writeStringField("takenOverFrom", TakenFrom.run(plan, job.id().step()));
        }
        json.writeEndObject();
    }

    private static void map(JsonGenerator json, String name, Map<String, String> map) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
