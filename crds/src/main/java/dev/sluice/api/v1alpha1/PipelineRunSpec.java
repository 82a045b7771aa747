package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** One run of a pipeline. Can't be changed once made, save {@code cancel}. */
@ApiType
@ValidationRule(
        value = "has(self.pipeline) != has(self.pipelineSpec)",
        message = "a run has exactly one of pipeline and pipelineSpec")
@ValidationRule(
        value = "!has(self.revision) || has(self.pipeline)",
        message = "revision goes with pipeline",
        fieldPath = ".revision")
@ValidationRule(
        value = "!oldSelf.cancel || self.cancel",
        message = "a run that was cancelled stays so: make a new run",
        fieldPath = ".cancel")
public record PipelineRunSpec(
        @JsonPropertyDescription("Name of a Pipeline of this namespace. Exactly one of pipeline and pipelineSpec.")
                @Size(max = 63)
                @Pattern(Bounds.SUBDOMAIN)
                String pipeline,
        @JsonPropertyDescription("Name of an older ControllerRevision of the pipeline. Absent: the pipeline as it is.")
                @Size(max = 253)
                @Pattern(Bounds.SUBDOMAIN)
                String revision,
        @JsonPropertyDescription(
                        "The pipeline itself; its triggers, suspend and retention do nothing here. Exactly one of pipeline "
                                + "and pipelineSpec.")
                PipelineSpec pipelineSpec,
        @JsonPropertyDescription(
                        "Over the pipeline's variables, only names it declares; at most 100, a value has at most 4,096 "
                                + "characters.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> variables,
        @JsonPropertyDescription(
                        "In place of the pipeline's; at most 1,000, by name. One that the pipeline names too keeps its variables.")
                @Size(max = 1000)
                List<Target> targets,
        @JsonPropertyDescription("Labels for `when`; at most 32.") @Size(max = 32)
                List<@Size(min = 1, max = 63) String> labels,
        @JsonPropertyDescription("Where the run comes from.") RunEvent event,
        @JsonPropertyDescription("Text for agents, found in SLUICE_PAYLOAD; at most 65,536 characters.")
                @Size(max = 65536)
                String payload,
        @JsonPropertyDescription("Trace of the caller; at most 128 characters.") @Size(min = 1, max = 128)
                String traceId,
        @JsonPropertyDescription(
                        "Who started the run, held to the caller by the approvals policy; at most 256 characters.")
                @Size(min = 1, max = 256)
                String startedBy,
        @JsonPropertyDescription(
                        "true: stop what runs, start nothing more. The one field that can be changed, and once true it "
                                + "stays so; default false.")
                @Default("false")
                Boolean cancel,
        @JsonPropertyDescription(
                        "How long the run may take, the time it waits in gates apart, e.g. 2h; at most 8760h. Absent: as "
                                + "the pipeline's.")
                @DurationText
                String timeout,
        @JsonPropertyDescription("How many jobs may be active at once, 1 to 10,000. Absent: as the pipeline's.")
                @Min(1)
                @Max(10000)
                Integer maxParallel,
        @JsonPropertyDescription(
                        "How long the run is kept after its end, e.g. 24h; at most 8760h. Absent: as the pipeline's.")
                @DurationText
                String ttlAfterFinished,
        @JsonPropertyDescription("An earlier run whose successes are taken over.") RerunOf rerunOf,
        @JsonPropertyDescription(
                        "What else differs from the pipeline, as far as the administrator's allow-list goes: never a pod's "
                                + "security.")
                Overrides overrides) {}
