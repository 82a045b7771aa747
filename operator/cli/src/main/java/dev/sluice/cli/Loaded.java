package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.translation.Note;
import dev.sluice.core.model.Choice;
import dev.sluice.core.model.Event;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.override.Overridden;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.local.Agent;
import dev.sluice.local.AgentReader;
import dev.sluice.local.LocalFailure;
import dev.sluice.local.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A pipeline from a file with all it takes to run it; else a {@link UserError} that says everything that is wrong.
 *
 * @param pipeline works on what is here
 * @param earlier what is taken over from earlier runs
 * @param elsewhere what to say where it was written to work on something else
 */
record Loaded(
        PipelineDocument where,
        Pipeline pipeline,
        Plan plan,
        Agent.Catalog agents,
        SourceFile file,
        PipelineOptions options,
        Optional<Earlier> earlier,
        Optional<String> elsewhere) {

    /** How a run is planned, once it is known of what. */
    private interface Choosing {
        ChosenSteps of(PipelineDocument where, Pipeline pipeline, RunRequest request);
    }

    /** @param again an earlier run that is taken over from */
    static Loaded of(PipelineOptions options, ChoiceOptions choice, Again again) {
        return of(options, options.source(), choice, again);
    }

    static Loaded of(PipelineOptions options, SourceFile file, ChoiceOptions choice, Again again) {
        return of(
                options,
                file,
                (where, pipeline, request) ->
                        ChosenSteps.of(choice, where, pipeline, request.withRerun(again.rerun()), again),
                (pipeline, request) -> Planner.plan(pipeline, request.withRerun(again.rerun())));
    }

    /** Of no run: whatever its event, and wherever it would be run. */
    static Loaded withoutRun(PipelineOptions options) {
        return of(
                options,
                options.source(),
                (where, pipeline, request) -> new ChosenSteps(Choice.ALL, Optional.empty()),
                (pipeline, request) -> Planner.whole(pipeline));
    }

    private static Loaded of(
            PipelineOptions options,
            SourceFile file,
            Choosing choosing,
            BiFunction<Pipeline, RunRequest, Reading<Plan>> planning) {
        Map<String, String> given = options.variableMap();
        ChosenPipeline chosen = ChosenPipeline.from(file, options.chosen());
        RunRequest asked = request(options.event.over(chosen.request()), given, options.targetList())
                .withOverrides(chosen.request().overrides().and(options.overrides()));
        Pipeline pipeline = chosen.pipeline();
        ChosenSteps steps = choosing.of(chosen.where(), pipeline, asked);
        RunRequest request = asked.withChoice(steps.choice());
        Reading<Plan> plan = planning.apply(pipeline, request);
        if (plan.value().isEmpty()) {
            throw new UserError(chosen.where().lines(plan.problems()));
        }
        Checkout checkout = options.event.checkout();
        Pipeline here = pipeline.workspace().isPresent() ? WorkHere.of(pipeline, checkout) : pipeline;
        return new Loaded(
                chosen.where(),
                here,
                here == pipeline
                        ? plan.value().get()
                        : planning.apply(here, request).value().orElseThrow(),
                agents(file, options.agents),
                file,
                options,
                steps.earlier(),
                WorkHere.otherwise(asked(options, chosen, planning, pipeline, request), checkout));
    }

    /** The workspace that the pipeline asks for; where nobody says where the run comes from, what is here has no say in it. */
    private static Optional<Workspace> asked(
            PipelineOptions options,
            ChosenPipeline chosen,
            BiFunction<Pipeline, RunRequest, Reading<Plan>> planning,
            Pipeline pipeline,
            RunRequest request) {
        RunRequest said = options.event.told(chosen.request()) ? request : request.withEvent(Event.NONE);
        return pipeline.workspace().isEmpty()
                ? Optional.empty()
                : planning.apply(pipeline, said).value().flatMap(Plan::workspace);
    }

    /** What the command line says goes over what the file's run says. */
    private static RunRequest request(RunRequest ofFile, Map<String, String> given, Optional<List<Target>> targets) {
        Map<String, String> variables = new LinkedHashMap<>(ofFile.variables());
        variables.putAll(given);
        return ofFile.withVariables(variables).withTargets(targets.or(ofFile::targets));
    }

    /**
     * The pipelines its steps start, by name. Nothing that this machine or one of them lacks is found later, when half of it has run.
     */
    Map<String, ChosenPipeline> demandRunnable(Map<String, String> caller) {
        where.suspended().ifPresent(why -> {
            throw new UserError(why);
        });
        List<SourceFile> files = new ArrayList<>(List.of(file));
        options.pipelines.forEach(name -> files(name).forEach(f -> files.add(options.readOther(f))));
        Map<String, ChosenPipeline> downstreams = new LinkedHashMap<>();
        Overrides everyJob = options.everyJob();
        Downstreams.of(where, pipeline, files)
                .forEach((name, chosen) -> downstreams.put(
                        name,
                        new ChosenPipeline(
                                chosen.where(),
                                WorkHere.of(Overridden.of(chosen.pipeline(), everyJob), options.event.checkout()),
                                chosen.request())));
        List<String> problems = new ArrayList<>(where.lines(Preflight.check(pipeline, plan, agents, caller)));
        downstreams
                .values()
                .forEach(chosen ->
                        problems.addAll(chosen.where().lines(Preflight.check(chosen.pipeline(), agents, caller))));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return downstreams;
    }

    /** What the pipeline's file asks for and does not get. */
    List<Note> notes() {
        return where.document().notes();
    }

    /** Where a step is written. */
    String place(String step) {
        return place(where, pipeline, step);
    }

    static String place(PipelineDocument where, Pipeline pipeline, String step) {
        return where.place(path("spec.steps", pipeline.steps(), step).orElse("spec.steps"));
    }

    private static Optional<String> path(String at, List<Step> steps, String name) {
        for (int i = 0; i < steps.size(); i++) {
            String path = at + "[" + i + "]";
            if (steps.get(i).name().equals(name)) {
                return Optional.of(path);
            }
            if (steps.get(i) instanceof GroupStep group) {
                Optional<String> within = path(path + ".group.steps", group.steps(), name);
                if (within.isPresent()) {
                    return within;
                }
            }
        }
        return Optional.empty();
    }

    static Agent.Catalog agents(SourceFile file, List<String> more) {
        Map<String, Agent> agents = new LinkedHashMap<>();
        add(file, agents);
        more.forEach(name -> files(name).forEach(f -> add(SourceFile.read(f), agents)));
        return new Agent.Catalog(agents);
    }

    private static void add(SourceFile file, Map<String, Agent> agents) {
        for (SourceFile.Document document : file.ofKind("PodTemplate")) {
            Reading<Agent> agent = AgentReader.read(document.source());
            if (agent.value().isEmpty()) {
                throw new UserError(document.lines(agent.problems()));
            }
            agents.putIfAbsent(agent.value().get().name(), agent.value().get());
        }
    }

    /** A file by itself, or those of a folder. */
    static List<String> files(String name) {
        Path path = Path.of(name);
        if (!Files.isDirectory(path)) {
            return List.of(name);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(Path::toString)
                    .filter(f -> f.matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError(name + ": " + LocalFailure.reason(e));
        }
    }
}
