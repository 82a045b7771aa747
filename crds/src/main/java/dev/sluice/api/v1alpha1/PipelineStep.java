package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * What the user writes. Exactly one of: a command step (with command, script, agent or image), wait, block, input,
 * trigger, group.
 *
 * <p>Absent means as the pipeline's defaults say. {@code waitStep} is {@code wait} in YAML, a name no record may use.
 */
@ApiType
@ValidationRule(
        value = "[has(self.command) || has(self.script) || has(self.agent) || has(self.image), has(self.wait), "
                + "has(self.block), has(self.input), has(self.trigger), has(self.group)].filter(kind, "
                + "kind).size() == 1",
        message = "a step is exactly one of: a command step (command, script, agent or image), wait, block, "
                + "input, trigger, group")
@ValidationRule(value = "!(has(self.command) && has(self.script))", message = "command and script exclude one another")
@ValidationRule(
        value = "!(has(self.agent) && has(self.image))",
        message = "agent and image exclude one another: an agent's rights go with its image")
@ValidationRule(
        value = "has(self.command) || has(self.script) || has(self.agent) || has(self.image) || "
                + "!(has(self.task) || has(self.config) || has(self.secretEnvironment) || has(self.resources) || "
                + "has(self.runAs) || has(self.parallelism) || has(self.matrix) || has(self.maxParallel) || "
                + "has(self.timeout) || has(self.queueTimeout) || has(self.retry) || has(self.outputs))",
        message = "task, config, secretEnvironment, resources, runAs, parallelism, matrix, maxParallel, timeout, "
                + "queueTimeout, retry and outputs go with a command step (command, script, agent or image)")
@ValidationRule(
        value = "!has(self.dependsOn) || !(self.name in self.dependsOn)",
        message = "a step does not depend on itself",
        fieldPath = ".dependsOn")
@ValidationRule(
        value = "!has(self.allowFailureOf) || (has(self.dependsOn) && self.allowFailureOf.all(name, name in "
                + "self.dependsOn))",
        message = "allowFailureOf names steps of dependsOn alone",
        fieldPath = ".allowFailureOf")
@ValidationRule(
        value = "!has(self.rollbackTo) || (has(self.onFailure) && self.onFailure == 'Rollback')",
        message = "rollbackTo goes with onFailure: Rollback",
        fieldPath = ".rollbackTo")
public record PipelineStep(
        @JsonPropertyDescription(
                        "Name of the step, unique in the whole pipeline: a DNS label of at most 40 characters.")
                @Required
                @Pattern(Bounds.NAME)
                @Size(max = 40)
                String name,
        @JsonPropertyDescription("What people are shown in place of the name; at most 256 characters.")
                @Size(min = 1, max = 256)
                String label,
        @JsonPropertyDescription(
                        "Container image; at most 1,024 characters. Excludes agent. Absent: that of spec.defaults, unless "
                                + "the step names an agent.")
                @Size(min = 1, max = 1024)
                String image,
        @JsonPropertyDescription(
                        "Shell script, run as a file by /bin/sh -e; at most 65,536 characters. Excludes command.")
                @Size(min = 1, max = 65536)
                String script,
        @JsonPropertyDescription("Program and arguments, run without a shell; 1 to 256 entries. Excludes script.")
                @Size(min = 1, max = 256)
                List<@Size(max = 65536) String> command,
        @JsonPropertyDescription(
                        "Name of a PodTemplate in the run's namespace; at most 253 characters. Its first container gets the"
                                + " step's command or script, if there is one, and always its environment. Excludes image. Absent: "
                                + "that of spec.defaults, unless the step names an image.")
                @Size(min = 1, max = 253)
                String agent,
        @JsonPropertyDescription("What the agent is to do, found in SLUICE_TASK; at most 65,536 characters.")
                @Size(min = 1, max = 65536)
                String task,
        @JsonPropertyDescription(
                        "Any JSON object for the agent, found in SLUICE_CONFIG; at most 64 KiB and 1,000 keys.")
                @SchemaFrom(type = ObjectNode.class)
                @Size(max = 1000)
                Map<String, Object> config,
        @JsonPropertyDescription(
                        "Environment of the step's jobs, over the pipeline's; at most 100, a value has at most 4,096 "
                                + "characters. Names don't begin with SLUICE_.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> environment,
        @JsonPropertyDescription("Environment of the step's jobs whose values are in Secrets; at most 50, by name.")
                @Size(max = 50)
                List<SecretVariable> secretEnvironment,
        @JsonPropertyDescription("Compute resources of each job. Absent: those of spec.defaults, or the namespace's.")
                Resources resources,
        @JsonPropertyDescription(
                        "Pod: each job is a bare Pod. Job: the first attempts of the parallel indexes are one Indexed "
                                + "batch/v1 Job. Absent: as spec.defaults, or Pod.")
                RunAs runAs,
        @JsonPropertyDescription(
                        "Name of Kueue's local queue that admits the jobs; at most 63 characters. Not yet supported.")
                @Size(min = 1, max = 63)
                String queue,
        @JsonPropertyDescription(
                        "Tags of the buildkite-agent that may take the jobs; at most 32, a value has at most 256 "
                                + "characters. Not yet supported.")
                @Size(max = 32)
                Map<String, @Size(max = 256) String> agentTags,
        @JsonPropertyDescription("Higher first where not all jobs of the run can run, -1,000 to 1,000; default 0.")
                @Min(-1000)
                @Max(1000)
                Integer priority,
        @JsonPropertyDescription(
                        "How many jobs the step is, for each combination of its matrix, 1 to 10,000; default 1. Each finds "
                                + "its index in SLUICE_PARALLEL_JOB, from 0.")
                @Min(1)
                @Max(10000)
                Integer parallelism,
        @JsonPropertyDescription("Combinations of values: a job, or parallelism jobs, for each.") Matrix matrix,
        @JsonPropertyDescription("How many jobs of this step may be active at once, 1 to 10,000. Absent: no limit.")
                @Min(1)
                @Max(10000)
                Integer maxParallel,
        @JsonPropertyDescription(
                        "Steps that are to finish before this one starts; at most 100. [] starts at once. Absent: after the"
                                + " last wait or gate step above. A group's name stands for all its steps.")
                @Size(max = 100)
                List<@Size(max = 40) @Pattern(Bounds.NAME) String> dependsOn,
        @JsonPropertyDescription("Steps of dependsOn that may have failed and halted the run; at most 100.")
                @Size(max = 100)
                List<@Size(max = 40) @Pattern(Bounds.NAME) String> allowFailureOf,
        @JsonPropertyDescription(
                        "true: all that the step waits for may have failed and halted the run, also what it does not name;"
                                + " default false.")
                Boolean allowDependencyFailure,
        @JsonPropertyDescription("Conditions, all of which must hold, or the step is skipped. Absent: it is not.")
                When when,
        @JsonPropertyDescription("Why the step is never run; at most 256 characters. Absent: it is run.")
                @Size(min = 1, max = 256)
                String skip,
        @JsonPropertyDescription(
                        "The step starts, or at a block or input step the gate opens, when these people let it. What is below it does not wait.")
                Approval approval,
        @JsonPropertyDescription("Jobs that exclude one another, over all runs of the namespace.")
                StepConcurrency concurrency,
        @JsonPropertyDescription(
                        "How long one attempt may take, from its container's start, e.g. 30m; at most 8760h. Absent: as "
                                + "spec.defaults, or no limit.")
                @DurationText
                String timeout,
        @JsonPropertyDescription(
                        "How long a job may wait for its start, e.g. 1h; at most 8760h. Absent: as spec.defaults, or no limit.")
                @DurationText
                String queueTimeout,
        @JsonPropertyDescription("When a failed job is tried again. Absent: as spec.defaults.") Retry retry,
        @JsonPropertyDescription("Which failures do not count. Absent: all count.") SoftFail softFail,
        @JsonPropertyDescription(
                        "true: the step's first failed job stops its others (of the same target); default false.")
                Boolean failFast,
        @JsonPropertyDescription(
                        "What a failure does to the run: Halt starts nothing new, Continue lets dependents go on, Rollback "
                                + "goes back. Absent: as spec.defaults, or Halt.")
                OnFailure onFailure,
        @JsonPropertyDescription(
                        "Step to go back to: it and those after it are undone, the last first. Goes with onFailure: "
                                + "Rollback.")
                @Pattern(Bounds.NAME)
                @Size(max = 40)
                String rollbackTo,
        @JsonPropertyDescription(
                        "How this step is undone. Absent: a rollback passes it over; one that goes back to it runs it again as it was when its pipeline last succeeded.")
                Rollback rollback,
        @JsonPropertyDescription("true: all targets finish the steps above before any starts this one. Absent: as "
                        + "spec.rollout.barrier.")
                Boolean barrier,
        @JsonPropertyDescription(
                        "Keys the step must write to the file $SLUICE_OUTPUT, as KEY=value lines; at most 32. Later steps "
                                + "read ${steps.NAME.outputs.KEY}. \"*\" stands for whatever else it writes, which it need not.")
                @Size(max = 32)
                List<@Size(max = 253) @Pattern(Bounds.OUTPUT) String> outputs,
        @JsonPropertyDescription(
                        "Globs of the files the step reads; at most 100. On a laptop they tell whether it would do anything new; in "
                                + "the cluster they change nothing.")
                @Size(max = 100)
                List<@Size(min = 1, max = 1024) String> inputs,
        @JsonPropertyDescription(
                        "Files or folders that each job writes: it fails where one is not there in the end; at most 100.")
                @Size(max = 100)
                List<Artifact> artifacts,
        @JsonPropertyDescription("What the step changes elsewhere, for people; at most 32.") @Size(max = 32)
                List<@Size(min = 1, max = 256) String> sideEffects,
        @JsonPropertyDescription("Commands before and after the step's own script or command.") Hooks hooks,
        @JsonPropertyDescription("true: the step's jobs may add steps to their run; default false.") Boolean upload,
        @JsonPropertyDescription(
                        "Whether the result may be taken from the cache of a laptop. Absent: where the step has inputs and no "
                                + "sideEffects. In the cluster it changes nothing.")
                Cache cache,
        @JsonPropertyDescription(
                        "Configured channels that are told of the end of a step that runs something, beside those that are told of "
                                + "the run; at most 16, by channel.")
                @Size(max = 16)
                List<StepNotification> notifications,
        @JsonPropertyDescription("Buildkite plugins, named in the plan as not run; at most 32. Not yet supported.")
                @Size(max = 32)
                List<Plugin> plugins,
        @JsonPropertyDescription("The step waits for all above it, and all below it waits for the step.")
                @JsonProperty("wait")
                Wait waitStep,
        @JsonPropertyDescription("The step holds back what is below it until a person lets it go on.") Form block,
        @JsonPropertyDescription("The step asks a person, and holds nothing back but what depends on it.") Form input,
        @JsonPropertyDescription("The step starts a run of another pipeline; its output run is the run's name.")
                Downstream trigger,
        @JsonPropertyDescription(
                        "Steps that people see as one; a dependsOn of the group holds for each that names none.")
                Group group) {}
