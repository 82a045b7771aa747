package dev.sluice.local;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.concurrency.Deadlock;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.JobPlaces;
import dev.sluice.core.concurrency.OlderRuns;
import dev.sluice.core.concurrency.Places;
import dev.sluice.core.concurrency.RunAdmission;
import dev.sluice.core.concurrency.RunPlaces;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run of this machine has of its concurrency groups: the policies are the cluster's, the record is a folder. */
final class LocalGroups implements AutoCloseable {

    private static final String RUNS = "runs";
    private static final String JOBS = "jobs";

    private final String runId;
    private final String run;
    private final Optional<Concurrency> ofRun;
    private final Optional<Admission.Never> never;
    private final WaitingAncestors ancestors;
    private final GroupFolder folder;
    private final GroupWatch watch;
    private final Set<String> jobGroups = new HashSet<>();
    private final Set<String> cancelled = new HashSet<>();
    private boolean open = true;

    private LocalGroups(LocalSetup setup, GroupFolder folder, GroupWatch watch) {
        this.runId = setup.id();
        this.run = setup.folder().run();
        this.ofRun = setup.plan().rules().concurrency();
        this.ancestors = setup.ancestors();
        this.never = Deadlock.of(setup.plan(), ancestors);
        this.folder = folder;
        this.watch = watch;
    }

    /**
     * Empty where the plan has none, and will have none.
     *
     * @param changed somebody may have given back a place; from any thread
     * @param giveWay a newer run takes its place; from any thread
     */
    static Optional<LocalGroups> of(LocalSetup setup, Runnable changed, Runnable giveWay) {
        Plan plan = setup.plan();
        if (plan.rules().concurrency().isEmpty() && !plan.hasGroups() && !plan.mayGrow()) {
            return Optional.empty();
        }
        GroupFolder folder = GroupFolder.enter(setup.folder().groups(), setup.id(), giveWay);
        return Optional.of(new LocalGroups(setup, folder, GroupWatch.begin(folder, changed)));
    }

    /** @param since when the run was started */
    Admission admission(Instant since) {
        if (never.isPresent() || ofRun.isEmpty()) {
            return never.isPresent() ? never.get() : Admission.ADMITTED;
        }
        Concurrency group = ofRun.get();
        Places.Turn me = new Places.Turn(runId, run, since);
        Places places = folder.change(RUNS, group.group(), now -> RunPlaces.next(now, me, group));
        List<String> ahead = RunPlaces.ahead(places, me);
        Admission admission = RunAdmission.of(group, places, runId, ahead.size());
        if (!(admission instanceof Admission.Admitted)) {
            watch(places);
            OlderRuns.toCancel(group, places, runId, ahead, ancestors).forEach(this::cancel);
        }
        return admission;
    }

    /** @param since when the run was let begin */
    Grants grants(Instant since, List<Claim> claims) {
        Places.Turn me = new Places.Turn(runId, run, since);
        Map<String, List<Claim>> byGroup = claims.stream()
                .collect(Collectors.groupingBy(
                        claim -> claim.concurrency().group(), LinkedHashMap::new, Collectors.toList()));
        Set<JobId> granted = new HashSet<>();
        Map<String, Integer> positions = new HashMap<>();
        byGroup.forEach((group, ofGroup) -> {
            jobGroups.add(group);
            Places places = folder.change(JOBS, group, now -> JobPlaces.next(now, me, ancestors, ofGroup));
            for (Claim claim : ofGroup) {
                if (places.holds(runId, claim.name())) {
                    granted.add(claim.job());
                } else if (claim.need() == Claim.Need.PLACE) {
                    positions.put(group, JobPlaces.position(places, me, ancestors, claim.concurrency()));
                    watch(places);
                }
            }
        });
        return new Grants(granted, positions);
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        watch.close();
        ofRun.ifPresent(group -> leave(RUNS, group.group()));
        jobGroups.forEach(group -> leave(JOBS, group));
        folder.close();
    }

    private void leave(String kind, String group) {
        folder.change(kind, group, places -> places.withoutRuns(runId::equals));
    }

    private void watch(Places places) {
        places.held().forEach(place -> watchEnd(place.runId()));
        places.turns().forEach(turn -> watchEnd(turn.runId()));
    }

    private void watchEnd(String other) {
        if (!other.equals(runId)) {
            watch.endOf(other);
        }
    }

    /** Once: a second signal would end it without letting its processes finish. */
    private void cancel(String other) {
        if (cancelled.add(other)) {
            folder.cancel(other);
        }
    }
}
