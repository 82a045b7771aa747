package dev.sluice.local.cache;

import dev.sluice.core.cache.CacheKey;
import dev.sluice.core.cache.CacheRule;
import dev.sluice.core.cache.Globs;
import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Results of jobs that would do the same again (E5), for the runs of one folder. From any thread. Nothing that goes wrong here is a run's
 * failure: the job runs, and why is said to whoever wants to know.
 */
public final class Cache {

    /** After so much of what may be kept, there is a look whether something has to go. */
    private static final int SHARE = 8;

    private final Path directory;
    private final CacheFolder folder;
    private final CacheSettings settings;
    private final Map<String, String> caller;
    private final Consumer<String> told;
    private final AtomicLong fresh = new AtomicLong();

    /**
     * @param directory where jobs run
     * @param caller where secrets come from
     * @param told why something is not taken or kept
     */
    public Cache(Path directory, CacheSettings settings, Map<String, String> caller, Consumer<String> told) {
        this.directory = directory;
        this.folder = new CacheFolder(directory.resolve(".sluice").resolve("cache"));
        this.settings = settings;
        this.caller = caller;
        this.told = told;
    }

    /** Whether there is anything to ask about a job. A job that is tried again has failed, and is not looked for. */
    public boolean takes(Plan plan, Action.Start action) {
        if (!settings.on()) {
            return false;
        }
        Optional<String> refusal = CacheRule.refusal(plan, action.job().id().step());
        return refusal.isEmpty();
    }

    /** What a job would do, in few letters; absent where that can't be known. */
    public Optional<String> key(Plan plan, Action.Start action, Map<String, String> agents) {
        var planned = plan.step(action.job().id().step());
        CommandStep step = (CommandStep) planned.step();
        Globs globs = Globs.of(
                plan, planned, action.assignment().inputs(), action.assignment().artifacts());
        try {
            return Optional.of(CacheKey.of(
                    plan.request(),
                    action.assignment(),
                    step,
                    agents,
                    secrets(step.work().secrets()),
                    InputFiles.of(Place.of(directory), globs)));
        } catch (Place.Refused | IOException e) {
            tell(action, "is not taken from the cache", e);
            return Optional.empty();
        }
    }

    /** Its outputs, and its artifacts are in place; absent where it has to run. */
    public Optional<Map<String, String>> take(Action.Start action, String key, Instant now) {
        Optional<Path> entry = settings.reads() && action.attempt() == 1 ? folder.find(key) : Optional.empty();
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Optional<CacheEntry> kept = CacheEntry.read(entry.get());
        List<String> artifacts = paths(action);
        try {
            if (kept.isPresent() && Restoring.restore(Place.of(directory), entry.get(), kept.get(), artifacts)) {
                folder.used(entry.get(), now);
                return Optional.of(kept.get().outputs());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        folder.drop(entry.get());
        told.accept(action.job().name() + ": what the cache had was damaged, and is gone");
        return Optional.empty();
    }

    /**
     * To be called once it has succeeded, before anybody else goes on from there.
     *
     * @param key of before it ran; where it is another now, nobody knows what the result was made of
     */
    public void keep(
            Plan plan,
            Action.Start action,
            String key,
            Map<String, String> agents,
            Map<String, String> outputs,
            Instant now) {
        if (!key(plan, action, agents).filter(key::equals).isPresent()) {
            told.accept(action.job().name() + " is not kept in the cache: its inputs changed while it ran");
            return;
        }
        Path made = null;
        try {
            made = folder.begin();
            long bytes = Keeping.keep(
                    Place.of(directory),
                    made,
                    settings.mostBytes(),
                    action.job().name(),
                    outputs,
                    paths(action));
            folder.finish(made, key, now);
            if (fresh.addAndGet(bytes + CacheFolder.ENTRY_BYTES) > settings.mostBytes() / SHARE) {
                tidy(now);
            }
        } catch (Place.Refused | IOException e) {
            tell(action, "is not kept in the cache", e);
            if (made != null) {
                folder.drop(made);
            }
        }
    }

    /** Makes room, where anything was kept. */
    public void tidy(Instant now) {
        if (fresh.getAndSet(0) > 0) {
            folder.evict(settings.mostBytes(), now);
        }
    }

    private Map<String, String> secrets(List<Work.SecretVariable> secrets) {
        Map<String, String> values = new HashMap<>();
        secrets.forEach(secret -> values.put(secret.name(), caller.getOrDefault(secret.name(), "")));
        return values;
    }

    private static List<String> paths(Action.Start action) {
        return action.assignment().artifacts().stream().map(Artifact::path).toList();
    }

    private void tell(Action.Start action, String what, Exception why) {
        String reason = why instanceof IOException e ? LocalFailure.reason(e) : why.getMessage();
        told.accept(action.job().name() + " " + what + ": " + reason);
    }
}
