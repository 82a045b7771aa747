package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One test a folder of e2e/, on the cluster that KUBECONFIG names, with the operator in the image SLUICE_IMAGE. Most run side by side; those that kill
 * or replace the operator one by one after them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
    private static final Path E2E = Path.of("").toAbsolutePath();
    private static final int AT_ONCE = 4;
    private static boolean ready;

    @BeforeAll
    static void installTheOperator() throws Exception {
        var missing = whatIsMissing();
        if (missing.isPresent()) {
            System.out.println("End-to-end tests skipped: " + missing.get());
            return;
        }
        var installed = Behaviour.Command.run(
                E2E, Duration.ofMinutes(5), E2E.resolve("operator").toString(), "up");
        assertThat(installed.status())
                .as("e2e/operator up: %s", installed.output())
                .isZero();
        ready = true;
    }

    @AfterAll
    static void uninstallIt() throws Exception {
        if (ready && System.getenv("KEEP") == null) {
            Behaviour.Command.run(
                    E2E, Duration.ofMinutes(3), E2E.resolve("operator").toString(), "down");
        }
    }

    @Test
    @Order(0)
    void thereIsAFolderForEveryBehaviour() throws IOException {
        assertThat(Behaviour.all(E2E)).hasSizeGreaterThan(20);
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> sideBySide() throws IOException {
        var chosen = new ArrayList<Behaviour>();
        for (Behaviour behaviour : chosen()) {
            if (!behaviour.alone()) {
                chosen.add(behaviour);
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        record Started(Behaviour behaviour, Future<Behaviour.Outcome> outcome) {}
        var started =
                chosen.stream().map(b -> new Started(b, pool.submit(b::run))).toList();
        pool.shutdown();
        return started.stream()
                .map(s -> DynamicTest.dynamicTest(
                        s.behaviour().name(),
                        () -> judge(s.behaviour(), s.outcome().get())));
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> alone() throws IOException {
        var chosen = new ArrayList<Behaviour>();
        var last = new ArrayList<Behaviour>();
        for (Behaviour behaviour : chosen()) {
            if (behaviour.alone()) {
                (behaviour.last() ? last : chosen).add(behaviour);
            }
        }
        return Stream.concat(chosen.stream(), last.stream())
                .map(b -> DynamicTest.dynamicTest(b.name(), () -> judge(b, b.run())));
    }

    private static List<Behaviour> chosen() throws IOException {
        if (!ready) {
            return List.of();
        }
        var only = System.getProperty("only", "").trim();
        if (only.isEmpty()) {
            return Behaviour.all(E2E);
        }
        var names = Arrays.asList(only.split(","));
        var chosen = Behaviour.all(E2E).stream()
                .filter(b -> names.contains(b.name()))
                .toList();
        assertThat(chosen).as("folders of e2e/ that -Donly=%s names", only).hasSize(names.size());
        return chosen;
    }

    private static void judge(Behaviour behaviour, Behaviour.Outcome outcome) {
        System.out.printf(
                "%-20s %s in %d s%n",
                behaviour.name(), word(outcome), outcome.took().toSeconds());
        if (outcome.skipped()) {
            abort(outcome.output());
        }
        if (outcome.status() != 0) {
            System.out.println(outcome.output());
            fail(behaviour.name() + ": status " + outcome.status() + "\n" + outcome.reasons());
        }
    }

    private static String word(Behaviour.Outcome outcome) {
        return outcome.skipped() ? "skipped" : outcome.status() == 0 ? "passed" : "FAILED";
    }

    private static Optional<String> whatIsMissing() {
        return Stream.of("KUBECONFIG", "SLUICE_IMAGE")
                .filter(name ->
                        System.getenv(name) == null || System.getenv(name).isBlank())
                .findFirst()
                .map(name -> name + " is not set (see CONTRIBUTING.md)");
    }
}
