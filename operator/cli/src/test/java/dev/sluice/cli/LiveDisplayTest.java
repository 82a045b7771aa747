package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LiveDisplay display = new LiveDisplay(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            new LiveFrame(new Style(false)),
            () -> new Window(60, 12),
            Clock.systemUTC());

    @AfterEach
    void close() {
        display.close();
    }

    private FakeTerminal screen() {
        return new FakeTerminal(60).show(bytes.toString(StandardCharsets.UTF_8));
    }

    private FakeTerminal await(Predicate<List<String>> seen) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!seen.test(screen().lines())) {
            assertThat(Instant.now()).as("still shown: " + screen().lines()).isBefore(end);
            Thread.sleep(10);
        }
        return screen();
    }

    private void begin(String name, String saying) {
        display.begin(name, "", new RunningRow(name, Instant.now(), () -> saying));
    }

    private static Predicate<List<String>> line(String part) {
        return lines -> lines.stream().anyMatch(line -> line.contains(part));
    }

    @Test
    void what_runs_is_below_what_ended_and_gone_at_the_end() throws InterruptedException {
        begin("build", "compiling");
        begin("lint", "");
        assertThat(await(line("compiling").and(line("lint"))).cursorShown()).isFalse();
        display.end("lint");
        display.line("✓ lint … done");
        FakeTerminal between = await(line("✓ lint"));
        assertThat(between.lines().get(0)).isEqualTo("✓ lint … done");
        assertThat(between.lines().get(1)).contains(" build ");
        display.end("build");
        display.line("✓ build … done");
        display.close();
        display.line("summary");
        assertThat(screen().lines()).startsWith("✓ lint … done", "✓ build … done", "summary");
        assertThat(String.join("", screen().lines())).endsWith("summary");
        assertThat(screen().cursorShown()).isTrue();
    }

    @Test
    void somebody_is_asked_and_nothing_is_lost_or_drawn_meanwhile() throws InterruptedException {
        begin("build", "");
        await(line("build"));
        display.pause();
        assertThat(screen().lines()).allMatch(String::isEmpty);
        assertThat(screen().cursorShown()).isTrue();
        int size = bytes.size();
        display.pause();
        display.line("✓ lint");
        display.resume();
        Thread.sleep(300);
        assertThat(bytes.size()).isEqualTo(size);
        display.resume();
        assertThat(await(line("✓ lint").and(line("build"))).lines().get(0)).isEqualTo("✓ lint");
    }

    @Test
    void nothing_is_drawn_while_nothing_runs() throws InterruptedException {
        begin("build", "");
        display.end("build");
        display.line("✓ build");
        await(line("✓ build").and(line("0 running")));
        Thread.sleep(250);
        int size = bytes.size();
        Thread.sleep(400);
        assertThat(bytes.size()).isEqualTo(size);
    }

    @Test
    void thousands_fit_and_cost_a_few_frames() throws InterruptedException {
        IntStream.range(0, 5_000).forEach(i -> {
            begin("job " + i, "says something");
            if (i % 2 == 0) {
                display.end("job " + i);
                display.line("✓ job " + i);
            }
        });
        await(line("… and 2494 more"));
        display.close();
        assertThat(screen().mostBelow()).isLessThanOrEqualTo(12);
        assertThat(screen().lines().stream().filter(l -> l.startsWith("✓"))).hasSize(2_500);
    }

    @Test
    void no_line_commands_the_terminal() {
        display.line("✗ \u001b[31mred\u001b[0m\u001b[2J\u001b]0;owned\u0007 end");
        display.close();
        // A frame may have been drawn between the two: that is no part of the line.
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("✗ \u001b[31mred\u001b[0m end\n")
                .doesNotContain("\u001b[2J", "\u001b]", "owned");
    }
}
