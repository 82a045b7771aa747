package dev.sluice.local;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code run.json}: a run's record, whole at any moment. It is rewritten at every change and renamed into place; where that takes long
 * (thousands of jobs), changes wait until ten times as long has gone by, so that records never take more than a tenth of the time. A
 * small one is never behind, however slow the machine: a run may be cut off, and what it did is to be known then.
 */
final class Ledger {

    private static final int SHARE = 10;
    private static final int SMALL = 100_000;

    private final LocalSetup setup;
    private final Instant startTime;
    private Instant free = Instant.MIN;
    private Optional<Instant> due = Optional.empty();
    private String last = "";
    private Object written = List.of();

    Ledger(LocalSetup setup, Instant startTime) {
        this.setup = setup;
        this.startTime = startTime;
    }

    /** When a change that was put off is to be written. */
    Optional<Instant> due() {
        return due;
    }

    /** What is decided of gates and rollbacks, and what was added, is nowhere else: it is never put off. */
    void write(Plan plan, Report report, Attempts attempts, Instant now) {
        Object onlyHere =
                List.of(report.gates(), report.rollbacks(), plan.uploads().size());
        boolean news = !onlyHere.equals(written);
        written = onlyHere;
        if (now.isBefore(free) && !news) {
            due = Optional.of(free);
            return;
        }
        long before = System.nanoTime();
        String text = LedgerText.of(setup, plan, startTime, Optional.empty(), report, attempts);
        put(text);
        free = text.length() < SMALL
                ? now
                : now.plus(Duration.ofNanos(System.nanoTime() - before).multipliedBy(SHARE));
    }

    void close(Plan plan, Report report, Attempts attempts, Instant now) {
        put(LedgerText.of(setup, plan, startTime, Optional.of(now), report, attempts));
    }

    private void put(String text) {
        due = Optional.empty();
        if (text.equals(last)) {
            return;
        }
        Path file = setup.folder().ledger();
        Path fresh = file.resolveSibling("run.json.new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            fresh.toFile().delete();
            throw LocalFailure.of("cannot write the run's record " + file, e, "is the disk full?");
        }
        last = text;
    }
}
