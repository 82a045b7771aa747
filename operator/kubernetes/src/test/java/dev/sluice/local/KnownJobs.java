package dev.sluice.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is on record of a run, by the names of its jobs; read by other eyes than Sluice's own. */
record KnownJobs(boolean ofNoRun, Set<String> succeeded, Set<String> begun) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static KnownJobs of(String ledger, String events) {
        KnownJobs known = new KnownJobs(ledger.isEmpty(), new HashSet<>(), new HashSet<>());
        json(ledger).ifPresent(known::ledger);
        known.events(events);
        return known;
    }

    private void ledger(JsonNode ledger) {
        for (JsonNode step : ledger.at("/steps")) {
            for (JsonNode job : step.at("/jobs")) {
                job(
                        job.at("/name").asText(),
                        job.at("/state").asText().equals("Succeeded"),
                        !job.at("/attempts").isEmpty());
            }
        }
    }

    /** The last word about each job that made an attempt. */
    private void events(String events) {
        Map<String, String> last = new HashMap<>();
        events.lines()
                .flatMap(line -> json(line).stream())
                .filter(event -> event.has("job"))
                .forEach(event ->
                        last.put(event.at("/job").asText(), event.at("/status").asText()));
        last.forEach((job, status) -> job(job, status.equals("succeeded"), true));
    }

    private void job(String name, boolean success, boolean attempt) {
        if (success) {
            succeeded.add(name);
        }
        if (attempt) {
            begun.add(name);
        }
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // cut off
        }
    }

    /** With what the run that went on did: what that began is another matter than what it was then. */
    KnownJobs and(KnownJobs later, Plan plan) {
        Set<String> all = new HashSet<>(kept(plan));
        all.removeAll(later.begun);
        all.addAll(later.succeeded);
        return new KnownJobs(later.ofNoRun, all, later.begun);
    }

    /** Those that something began to undo. */
    Set<String> undone(Plan plan) {
        Set<String> undone = new HashSet<>();
        for (PlannedStep undo : plan.undos().values()) {
            for (Job job : undo.jobs()) {
                if (begun.contains(job.name())) {
                    plan.step(Undos.undone(undo.name())).jobs().stream()
                            .filter(other -> other.lane().index() == job.lane().index())
                            .map(Job::name)
                            .forEach(undone::add);
                }
            }
        }
        return undone;
    }

    /** Those that need not run again: neither undone nor undoing. Who adds steps to the run has to add them again. */
    Set<String> kept(Plan plan) {
        Set<String> kept = new HashSet<>(succeeded);
        kept.removeAll(undone(plan));
        kept.removeIf(name -> mustRunAgain(step(plan, name)));
        return kept;
    }

    private static boolean mustRunAgain(PlannedStep step) {
        return Undos.isUndo(step.name()) || step.step() instanceof CommandStep command && command.upload();
    }

    private static PlannedStep step(Plan plan, String job) {
        return Stream.concat(plan.steps().values().stream(), plan.undos().values().stream())
                .filter(step -> step.jobs().stream().anyMatch(one -> one.name().equals(job)))
                .findFirst()
                .orElseThrow();
    }
}
