package dev.sluice.core.schedule;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a rerun to its end: every job that is started succeeds, every success that is to be taken over is put on record. */
final class Rerunner {

    private final List<String> ran = new ArrayList<>();
    private final Decision last;

    /** @param outputs what every job that runs writes */
    Rerunner(Plan plan, Optional<Earlier> earlier, Map<String, String> outputs) {
        this(plan, earlier, outputs, Map.of());
    }

    Rerunner(Plan plan, Optional<Earlier> earlier, Map<String, String> outputs, Map<String, String> agents) {
        Map<JobId, JobReport> settled = new HashMap<>();
        Map<JobId, Attempt> attempts = new HashMap<>();
        while (true) {
            Observed observed = new Observed(Story.START, false, settled, attempts).withEarlier(earlier, agents);
            Decision decision = Scheduler.decide(Story.RUN, plan, observed, Story.at(1));
            if (decision.actions().isEmpty()) {
                last = decision;
                return;
            }
            settled.putAll(decision.takenOver());
            for (Action action : decision.actions()) {
                if (action instanceof Action.Start start) {
                    JobId id = start.job().id();
                    ran.add(id.step() + "/" + id.index());
                    attempts.put(id, new Attempt(1, 0, Story.succeeded(1, 2, outputs)));
                }
            }
        }
    }

    List<String> ran() {
        return ran;
    }

    String message(String step) {
        return Story.step(last, step).message();
    }
}
