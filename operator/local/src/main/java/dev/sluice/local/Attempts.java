package dev.sluice.local;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All attempts that a run has made of its jobs. */
final class Attempts {

    private final Map<JobId, List<JobProcess>> all = new LinkedHashMap<>();
    private final List<JobProcess> active = new ArrayList<>();
    private final List<JobProcess> untold = new ArrayList<>();

    boolean none() {
        return all.isEmpty();
    }

    boolean has(JobId job) {
        return all.containsKey(job);
    }

    List<JobProcess> of(JobId job) {
        return all.getOrDefault(job, List.of());
    }

    /** Of each job that has one. */
    Map<JobId, Attempt> newest() {
        Map<JobId, Attempt> newest = new HashMap<>();
        all.forEach((id, attempts) ->
                newest.put(id, attempts.get(attempts.size() - 1).attempt()));
        return newest;
    }

    void add(JobProcess process) {
        all.computeIfAbsent(process.job().id(), id -> new ArrayList<>()).add(process);
        (process.active() ? active : untold).add(process);
    }

    /** As if it had never been: it found nothing, and another takes its place. */
    void remove(JobProcess process) {
        active.remove(process);
        all.computeIfPresent(process.job().id(), (id, attempts) -> {
            attempts.remove(process);
            return attempts.isEmpty() ? null : attempts;
        });
    }

    void ended(JobProcess process) {
        active.remove(process);
        untold.add(process);
    }

    /** Those whose end nobody was told of. */
    List<JobProcess> untold() {
        List<JobProcess> news = List.copyOf(untold);
        untold.clear();
        return news;
    }

    List<JobProcess> active() {
        return active;
    }

    /** The one that runs and was not asked to end. */
    Optional<JobProcess> running(JobId job) {
        return active.stream()
                .filter(process -> process.job().id().equals(job) && !process.stopping())
                .findFirst();
    }

    Stream<Instant> killTimes() {
        return active.stream().flatMap(process -> process.killAt().stream());
    }

    void killDue(Instant now) {
        active.stream()
                .filter(process ->
                        process.killAt().filter(at -> !now.isBefore(at)).isPresent())
                .forEach(JobProcess::kill);
    }
}
