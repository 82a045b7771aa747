package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** What a pipeline does, and when. */
@ApiType
public record PipelineSpec(
        @JsonPropertyDescription("Version of the pipeline, for people; at most 64 characters.") @Size(min = 1, max = 64)
                String version,
        @JsonPropertyDescription("What the pipeline is for, for people; at most 1,024 characters.") @Size(max = 1024)
                String description,
        @JsonPropertyDescription(
                        "true: no run of this pipeline starts, also none by hand, until it is false again; default false.")
                @Default("false")
                Boolean suspend,
        @JsonPropertyDescription("What starts runs by itself; at most 32. Absent: runs are started by hand alone.")
                @Size(max = 32)
                List<Trigger> triggers,
        @JsonPropertyDescription(
                        "Variables by name, read as ${name} and found in each job's environment; at most 100, a value has "
                                + "at most 4,096 characters. A run may give other values, but no other names.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> variables,
        @JsonPropertyDescription(
                        "Environment of every job, by name; at most 100, a value has at most 4,096 characters. Names don't "
                                + "begin with SLUICE_.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> environment,
        @JsonPropertyDescription(
                        "How long a run may take, the time it waits in gates apart, e.g. 4h; at most 8760h. Absent: no limit.")
                @DurationText
                String timeout,
        @JsonPropertyDescription("How many jobs of a run may be active at once, 1 to 10,000. Absent: no limit.")
                @Min(1)
                @Max(10000)
                Integer maxParallel,
        @JsonPropertyDescription(
                        "true: the first step that halts the run also stops what runs. Absent: that is let finish.")
                Boolean failFast,
        @JsonPropertyDescription("Runs of the namespace that exclude one another. Absent: none do.")
                Concurrency concurrency,
        @JsonPropertyDescription("What a step gets that does not say.") Defaults defaults,
        @JsonPropertyDescription(
                        "Hosts or places: each step runs on each of them; at most 1,000, by name. Absent: each step runs "
                                + "once.")
                @Size(max = 1000)
                List<Target> targets,
        @JsonPropertyDescription("How steps move over the targets. Absent: over all at once.") Rollout rollout,
        @JsonPropertyDescription("A working place for the jobs. Absent: an empty directory for each job.")
                Workspace workspace,
        @JsonPropertyDescription("Configured channels that are told of runs; at most 16, by channel.") @Size(max = 16)
                List<Notification> notifications,
        @JsonPropertyDescription("How long runs that have ended are kept. Absent: until somebody deletes them.")
                Retention retention,
        @JsonPropertyDescription(
                        "The steps, in order, 1 to 500, by name. One that names no dependency starts at once, or after the "
                                + "last wait or gate step above it.")
                @Required
                @Size(min = 1, max = 500)
                List<PipelineStep> steps) {}
