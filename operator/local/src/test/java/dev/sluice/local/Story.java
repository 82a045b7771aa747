package dev.sluice.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.local.cache.CacheSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline run for a test, and what was told of it. */
final class Story implements RunListener {

    final List<String> started = new ArrayList<>();
    final List<String> uploaded = new ArrayList<>();
    final List<String> again = new ArrayList<>();
    private final Map<String, Failure> failures = new HashMap<>();

    private final Path directory;
    private final Pipeline pipeline;
    private final Plan plan;
    private final Agent.Catalog agents;
    private final Map<String, String> caller = new LinkedHashMap<>(System.getenv());
    private final RunFolder folder;
    private CacheSettings cache = CacheSettings.NONE;
    final List<String> details = new CopyOnWriteArrayList<>();
    final List<String> cached = new ArrayList<>();
    private int spawn = 4;
    private Duration grace = Duration.ofSeconds(5);
    private Asker asker =
            (gate, prompt, reply) -> reply.accept(new Asker.Reply(false, "", "nobody is there to ask", Map.of()));
    private volatile LocalRun run;
    private String id = "id-1";
    final List<String> waits = new CopyOnWriteArrayList<>();

    Story(Path directory, String spec, String... podTemplates) {
        this.directory = directory;
        this.pipeline = accepted(ResourceReader.readSpec("story", parse(spec)));
        this.plan = accepted(Planner.plan(pipeline, Map.of()));
        Map<String, Agent> byName = new LinkedHashMap<>();
        for (String template : podTemplates) {
            Agent agent = accepted(AgentReader.read(parse(template)));
            byName.put(agent.name(), agent);
        }
        this.agents = new Agent.Catalog(byName);
        this.folder = RunFolder.create(directory, "story", Clock.systemUTC().instant());
    }

    Story withCaller(String name, String value) {
        caller.put(name, value);
        return this;
    }

    Story withId(String other) {
        id = other;
        return this;
    }

    Story withCache(CacheSettings other) {
        cache = other;
        return this;
    }

    Story withSpawn(int most) {
        spawn = most;
        return this;
    }

    Story withAsker(Asker other) {
        asker = other;
        return this;
    }

    Story withGrace(Duration duration) {
        grace = duration;
        return this;
    }

    Report run() throws InterruptedException {
        run = new LocalRun(
                new LocalSetup(id, "story.yaml", plan, spawn, agents, folder, directory, caller, pipeline)
                        .withCache(cache),
                this,
                asker,
                Clock.systemUTC(),
                grace);
        return run.run();
    }

    CompletableFuture<Report> runInBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    void cancel() {
        run.cancel();
    }

    List<Problem> lacks() {
        return Preflight.check(pipeline, plan, agents, caller);
    }

    RunFolder folder() {
        return folder;
    }

    String log(String job) {
        try {
            return Files.readString(folder.log(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Failure failure(String job) {
        return failures.get(job);
    }

    JsonNode ledger() {
        return ledgerIfThere().orElseThrow();
    }

    Optional<JsonNode> ledgerIfThere() {
        try {
            return Files.exists(folder.ledger())
                    ? Optional.of(new ObjectMapper().readTree(folder.ledger().toFile()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void waits(String what) {
        waits.add(what);
    }

    @Override
    public void started(Job job, AttemptRecord attempt) {
        started.add(job.name());
    }

    @Override
    public void ended(Job job, AttemptRecord attempt, JobReport report) {
        if (attempt.cached()) {
            cached.add(job.name());
        }
        if (report.state() == JobState.FAILED) {
            failures.put(job.name(), report.failure().orElseThrow());
        } else if (!report.state().ended()) {
            again.add(job.name());
        }
    }

    @Override
    public void stepEnded(StepReport step) {}

    @Override
    public void detail(String what) {
        details.add(what);
    }

    @Override
    public void uploaded(Plan longer, JudgedUpload upload, Path file) {
        uploaded.addAll(upload.steps());
    }

    @Override
    public void stopping(int jobs, boolean hard) {}

    @Override
    public void finished(Report report) {}

    private static Source parse(String yaml) {
        try {
            return Source.parse(yaml).get(0);
        } catch (SourceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T accepted(Reading<T> reading) {
        return reading.value()
                .orElseThrow(
                        () -> new IllegalArgumentException(reading.problems().toString()));
    }
}
