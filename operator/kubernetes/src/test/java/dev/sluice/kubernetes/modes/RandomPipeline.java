package dev.sluice.kubernetes.modes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The text of a random pipeline, as its user writes it: every rule that decides about order, ends and what follows them. */
final class RandomPipeline {

    /** Added to 250 s, so that no two timeouts come at once: in between an operator may die. */
    private static final int[] OF_JOBS = {0, 7, 16, 27, 33, 41};

    private static final int[] OF_GATES = {10, 13, 20, 24, 37, 45};

    private final Random random;
    private final boolean limits;
    private final boolean timeouts;
    private final List<String> commands = new ArrayList<>();
    private final int targets;
    private final boolean asks;

    /**
     * @param limits fewer jobs at once than there could be
     * @param timeouts of attempts and of gates
     */
    RandomPipeline(Random random, boolean limits, boolean timeouts) {
        this.random = random;
        this.limits = limits;
        this.timeouts = timeouts;
        this.targets = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        this.asks = random.nextInt(2) == 0;
    }

    /** Of {@code pipelineSpec}. */
    String text() {
        StringBuilder text = new StringBuilder("defaults: {image: busybox:1}\nvariables: {where: here}\n");
        text.append(limits ? "maxParallel: " + (1 + random.nextInt(4)) + "\n" : "");
        text.append(random.nextInt(5) == 0 ? "failFast: true\n" : "");
        text.append(random.nextInt(8) == 0 ? "timeout: " + (170 + 100 * random.nextInt(6)) + "s\n" : "");
        text.append(random.nextInt(8) == 0 ? "concurrency: {group: all, limit: 1}\n" : "");
        text.append(targets == 0 ? "" : overTargets());
        text.append("steps:\n");
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            text.append("- {name: s").append(i).append(step(i)).append("}\n");
        }
        return text.toString();
    }

    /** Those that run something. */
    List<String> commands() {
        return commands;
    }

    private String overTargets() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            names.add("{name: t" + i + "}");
        }
        List<String> rollout = new ArrayList<>(List.of("barrier: " + random.nextBoolean()));
        if (random.nextBoolean()) {
            rollout.add("batchSize: " + (1 + random.nextInt(2)));
            add(rollout, 2, "maxFailures: " + random.nextInt(2));
        }
        return "targets: " + names + "\nrollout: {" + String.join(", ", rollout) + "}\n";
    }

    private String step(int number) {
        int kind = random.nextInt(12);
        if (number > 0 && kind < 2) {
            return ", wait: {continueOnFailure: " + random.nextBoolean() + "}" + when();
        }
        if (asks && kind < 4) {
            String form = random.nextBoolean() ? "{fields: [{key: v, default: d}]}" : "{}";
            String holds = random.nextBoolean() ? "block: " : "input: ";
            return ", " + holds + form + when() + (random.nextBoolean() ? ", approval: " + approval(number) : "");
        }
        commands.add("s" + number);
        return command(number);
    }

    private String when() {
        return switch (random.nextInt(12)) {
            case 0 -> ", when: {branches: [main]}";
            case 1 -> ", when: {not: {labels: [hold]}}";
            case 2 -> ", when: {variables: {where: \"prod*\"}}";
            default -> "";
        };
    }

    private String approval(int number) {
        List<String> fields = new ArrayList<>(List.of("approvers: [alice, bob]"));
        add(fields, 2, "quorum: 2");
        add(fields, 4, "requireOtherPerson: true");
        add(fields, 4, "onRejection: Outvote");
        if (timeouts) {
            fields.add("timeout: " + (250 + OF_GATES[number]) + "s");
            add(fields, 2, "onTimeout: Approve");
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private String command(int number) {
        List<String> fields = new ArrayList<>(List.of("", "script: x"));
        List<String> before = dependencies(number, fields);
        add(fields, 2, "parallelism: " + (2 + random.nextInt(targets > 1 ? 1 : 3)));
        add(
                fields,
                6,
                "matrix: {dimensions: {a: [p, q], b: [r]}, adjustments: [{with: {a: q, b: r}, softFail: {}}, "
                        + "{with: {a: s, b: r}, environment: {E: e}}]}");
        onFailure(number, before, fields);
        add(fields, 4, random.nextBoolean() ? "softFail: {exitCodes: [3]}" : "softFail: {}");
        add(fields, 4, "failFast: true");
        add(fields, 4, "priority: " + (random.nextInt(5) - 2));
        add(fields, 12, "skip: not now");
        add(fields, 3, "outputs: [url]");
        add(fields, 6, "upload: true");
        if (targets > 0) {
            add(fields, 6, "barrier: " + random.nextBoolean());
        }
        if (asks) {
            add(fields, 6, "approval: " + approval(number));
        }
        add(fields, 8, "concurrency: {group: g" + random.nextInt(2) + ", limit: 1}");
        if (random.nextInt(3) == 0) {
            String codes = random.nextInt(3) == 0 ? ", exitCodes: [3]" : "";
            String backoff = random.nextInt(3) == 0 ? ", backoff: 1s" : "";
            fields.add("retry: {limit: " + (1 + random.nextInt(2)) + codes + backoff + "}");
        }
        if (limits) {
            add(fields, 3, "maxParallel: " + (1 + random.nextInt(2)));
        }
        if (timeouts && targets == 0 && isOneJob(fields)) {
            fields.add("timeout: " + Duration.ofSeconds(250 + OF_JOBS[number]).toSeconds() + "s");
        }
        return String.join(", ", fields) + when();
    }

    private void onFailure(int number, List<String> before, List<String> fields) {
        add(fields, 2, "rollback: {script: back}");
        switch (random.nextInt(6)) {
            case 0, 1 -> fields.add("onFailure: Continue");
            case 2 -> {
                List<String> to = new ArrayList<>(before);
                to.retainAll(commands);
                to.add("s" + number);
                fields.add("onFailure: Rollback");
                fields.add("rollbackTo: " + to.get(random.nextInt(to.size())));
            }
            default -> {}
        }
    }

    private static boolean isOneJob(List<String> fields) {
        return fields.stream().noneMatch(field -> field.startsWith("parallelism") || field.startsWith("matrix"));
    }

    /** What is named. */
    private List<String> dependencies(int number, List<String> fields) {
        List<String> before = new ArrayList<>();
        if (random.nextInt(3) != 0) {
            for (int i = 0; i < number; i++) {
                if (random.nextInt(3) == 0) {
                    before.add("s" + i);
                }
            }
            fields.add("dependsOn: " + before);
            if (!before.isEmpty() && random.nextInt(3) == 0) {
                fields.add("allowFailureOf: [" + before.get(random.nextInt(before.size())) + "]");
            }
        }
        add(fields, 6, "allowDependencyFailure: true");
        return before;
    }

    private void add(List<String> fields, int oneIn, String field) {
        if (random.nextInt(oneIn) == 0) {
            fields.add(field);
        }
    }
}
