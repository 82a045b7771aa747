package dev.sluice.kubernetes.modes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** Added to 250 s, so that no two timeouts come at once: in between an operator may die. */
    private static final int[] TIMEOUTS = {0, 7, 16, 27, 33, 41};

    public static final int MOST_TICKS = 300;

    public enum Fate {
        SUCCEEDS,
        EXITS_WITH_1,
        EXITS_WITH_3,
        FORGETS_ITS_OUTPUT,
        NEVER_ENDS
    }

    private final long seed;
    private final String spec;
    private final int cancelAt;
    private final boolean limits;
    private final boolean timeouts;

    public Scenario(long seed) {
        this.seed = seed;
        Random random = random("pipeline");
        limits = random.nextInt(3) == 0;
        timeouts = random.nextInt(4) == 0;
        cancelAt = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0;
        spec = pipeline(random);
    }

    public String spec() {
        return spec;
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
        return timeouts && !job.contains(".") ? Fate.NEVER_ENDS : Fate.SUCCEEDS;
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
    public String output(String job, int attempt) {
        return fate(job, attempt) == Fate.SUCCEEDS ? "url=http://" + job + "/" + attempt + "\n" : "";
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

    private String pipeline(Random random) {
        StringBuilder text = new StringBuilder("defaults: {image: busybox:1}\n");
        text.append(limits ? "maxParallel: " + (1 + random.nextInt(4)) + "\n" : "");
        text.append(random.nextInt(5) == 0 ? "failFast: true\n" : "");
        text.append(random.nextInt(8) == 0 ? "timeout: " + (170 + 100 * random.nextInt(6)) + "s\n" : "");
        text.append("steps:\n");
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            text.append("- {name: s")
                    .append(i)
                    .append(i > 0 && random.nextInt(6) == 0 ? wait(random) : command(i, random));
            text.append("}\n");
        }
        return text.toString();
    }

    private static String wait(Random random) {
        return ", wait: {continueOnFailure: " + random.nextBoolean() + "}";
    }

    private String command(int number, Random random) {
        List<String> fields = new ArrayList<>(List.of("", "script: x"));
        dependencies(number, random, fields);
        add(fields, random, 2, "parallelism: " + (2 + random.nextInt(3)));
        add(
                fields,
                random,
                6,
                "matrix: {dimensions: {a: [p, q], b: [r]}, adjustments: [{with: {a: q, b: r}, softFail: {}}, "
                        + "{with: {a: s, b: r}, environment: {E: e}}]}");
        add(fields, random, 3, "onFailure: Continue");
        add(fields, random, 4, random.nextBoolean() ? "softFail: {exitCodes: [3]}" : "softFail: {}");
        add(fields, random, 4, "failFast: true");
        add(fields, random, 4, "priority: " + (random.nextInt(5) - 2));
        add(fields, random, 12, "skip: not now");
        add(fields, random, 3, "outputs: [url]");
        if (random.nextInt(3) == 0) {
            String codes = random.nextInt(3) == 0 ? ", exitCodes: [3]" : "";
            String backoff = random.nextInt(3) == 0 ? ", backoff: 1s" : "";
            fields.add("retry: {limit: " + (1 + random.nextInt(2)) + codes + backoff + "}");
        }
        if (limits) {
            add(fields, random, 3, "maxParallel: " + (1 + random.nextInt(2)));
        }
        if (timeouts && isOneJob(fields)) {
            fields.add("timeout: " + timeout("s" + number).toSeconds() + "s");
        }
        return String.join(", ", fields);
    }

    private static boolean isOneJob(List<String> fields) {
        return fields.stream().noneMatch(field -> field.startsWith("parallelism") || field.startsWith("matrix"));
    }

    /** Of an attempt of a step that has one. */
    public static Duration timeout(String step) {
        return Duration.ofSeconds(250 + TIMEOUTS[Integer.parseInt(step.substring(1))]);
    }

    private static void dependencies(int number, Random random, List<String> fields) {
        if (random.nextInt(3) == 0) {
            add(fields, random, 6, "allowDependencyFailure: true");
            return;
        }
        List<String> before = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            if (random.nextInt(3) == 0) {
                before.add("s" + i);
            }
        }
        fields.add("dependsOn: " + before);
        add(fields, random, 6, "allowDependencyFailure: true");
        if (!before.isEmpty() && random.nextInt(3) == 0) {
            fields.add("allowFailureOf: [" + before.get(random.nextInt(before.size())) + "]");
        }
    }

    private static void add(List<String> fields, Random random, int oneIn, String field) {
        if (random.nextInt(oneIn) == 0) {
            fields.add(field);
        }
    }
}
