package dev.sluice.kubernetes.modes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A random pipeline and what happens to it, all by its seed. At every hundredth second one attempt comes to its end, the one whose rank is
 * least of those that run, or the run is cancelled; so both modes see the same in the same order. Everything else (timeouts, waits between
 * attempts, the end of what is stopped) falls between.
 */
public final class Scenario {

    public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    public static final Duration BETWEEN = Duration.ofSeconds(100);
    /** From the request to end to the end. */
    public static final Duration STOPPING = Duration.ofSeconds(2);

    public static final int MOST_TICKS = 300;

    /** Kinds of uploads. */
    private static final int SHARED = 0;

    private static final int GROWING = 1;
    private static final int FAULTY = 2;

    public enum Fate {
        SUCCEEDS,
        EXITS_WITH_1,
        EXITS_WITH_3,
        FORGETS_ITS_OUTPUT,
        NEVER_ENDS
    }

    private final long seed;
    private final String spec;
    private final String request;
    private final Optional<String> goesBackTo;
    private final int cancelAt;
    private final boolean limits;
    private final boolean timeouts;

    public Scenario(long seed) {
        this.seed = seed;
        Random random = random("pipeline");
        limits = random.nextInt(3) == 0;
        timeouts = random.nextInt(4) == 0;
        cancelAt = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0;
        RandomPipeline pipeline = new RandomPipeline(random, limits, timeouts);
        spec = pipeline.text();
        request = request(random);
        List<String> commands = pipeline.commands();
        goesBackTo = commands.isEmpty() || random.nextInt(4) > 0
                ? Optional.empty()
                : Optional.of(commands.get(random.nextInt(commands.size())));
    }

    private static String request(Random random) {
        return "event: {branch: " + (random.nextBoolean() ? "main" : "dev") + "}\nlabels: ["
                + (random.nextInt(3) == 0 ? "hold" : "go") + "]\nvariables: {where: "
                + (random.nextBoolean() ? "production" : "staging") + "}\nstartedBy: carol\n";
    }

    @Override
    public String toString() {
        return "seed " + seed + ", cancelled at " + cancelAt + ", back to " + goesBackTo + ":\n" + spec + request;
    }

    public String name() {
        return "seed-" + seed;
    }

    /** The pipeline's. */
    public String spec() {
        return spec;
    }

    /** What the run brings, in its spec. */
    public String request() {
        return request;
    }

    /** The step to which a person wants to go back, once the run has ended. */
    public Optional<String> goesBackTo() {
        return goesBackTo;
    }

    public boolean cancelledAt(int tick) {
        return tick == cancelAt;
    }

    public static Instant time(int tick) {
        return START.plus(BETWEEN.multipliedBy(tick));
    }

    /** @param attempt among those whose end was not the infrastructure's */
    public Fate fate(String job, int attempt) {
        int percent = random(job + "#" + attempt).nextInt(100);
        if (percent < 62) {
            return Fate.SUCCEEDS;
        } else if (percent < 78) {
            return Fate.EXITS_WITH_1;
        } else if (percent < 92) {
            return Fate.EXITS_WITH_3;
        } else if (percent < 96) {
            return Fate.FORGETS_ITS_OUTPUT;
        }
        return timeouts && job.matches("s\\d+") ? Fate.NEVER_ENDS : Fate.SUCCEEDS;
    }

    public int exitCode(String job, int attempt) {
        return switch (fate(job, attempt)) {
            case SUCCEEDS, FORGETS_ITS_OUTPUT -> 0;
            case EXITS_WITH_1 -> 1;
            case EXITS_WITH_3 -> 3;
            case NEVER_ENDS -> throw new IllegalArgumentException(job + " never ends");
        };
    }

    /** What it writes to $SLUICE_OUTPUT. */
    public String output(String job, int attempt, boolean uploads) {
        return fate(job, attempt) == Fate.SUCCEEDS
                ? "url=http://" + job + "/" + attempt + "\n" + (uploads ? upload(job) : "")
                : "";
    }

    /** One in six has a fault, one in six has names that another job's may have too, one in six uploads more. */
    private String upload(String job) {
        Random random = random("upload of " + job);
        int kind = random.nextInt(6);
        String name = kind == SHARED ? "more" : job.replace('.', '-') + "-u";
        String further = kind == GROWING && name.length() < 16 ? ", upload: true" : "";
        String fault = kind == FAULTY ? ", dependsOn: [nobody]" : "";
        String parallel = random.nextInt(3) == 0 ? ", parallelism: 2" : "";
        String ends = random.nextInt(3) == 0 ? ", onFailure: Continue" : ", rollback: {script: back}";
        String second = random.nextBoolean() ? "" : "- {name: %s2, script: x, dependsOn: [%s]}\n".formatted(name, name);
        return "---\n- {name: " + name + ", script: x" + further + fault + parallel + ends + "}\n" + second;
    }

    /** Nothing comes of its end but that others may start. */
    boolean isCalm(String job, int attempt, boolean uploads) {
        int kind = random("upload of " + job).nextInt(6);
        return fate(job, attempt) == Fate.SUCCEEDS && !(uploads && (kind == SHARED || kind == FAULTY));
    }

    /** What comes of a gate, if people come to decide. */
    public enum Word {
        YES,
        NO,
        NOTHING
    }

    /** @param timesOut nobody needs to come */
    public Word word(String gate, boolean timesOut) {
        int percent = random("word at " + gate).nextInt(100);
        if (timesOut && percent < 40) {
            return Word.NOTHING;
        }
        return percent < 80 ? Word.YES : Word.NO;
    }

    public int rank(String gate) {
        return random("rank of " + gate).nextInt();
    }

    /** What people fill in at a gate that has the field {@code v}. */
    public String answer(String gate) {
        return "answer of " + gate;
    }

    public int rank(String job, int attempt) {
        return random("rank of " + job + "#" + attempt).nextInt();
    }

    /** Pods may be lost without changing what comes of it: a job that is tried again keeps its place and its time. */
    public boolean mayLosePods() {
        return !limits && !timeouts && random("losses").nextInt(2) == 0;
    }

    public Random random(String what) {
        Random random = new Random(seed * 1_000_003L + what.hashCode());
        random.nextInt();
        return random;
    }
}
