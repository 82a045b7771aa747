package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.text.Columns;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees of the running jobs (E7), letter by letter. */
class LiveFrameTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant NOW = START.plusMillis(12_449);
    private static final JobCounts COUNTS = new JobCounts(15, 5, 2, 0, START);

    private final LiveFrame frame = new LiveFrame(new Style(false));

    private static LiveFrame.Seen seen(String title, String saying) {
        return new LiveFrame.Seen(new RunningRow(title, START.plusSeconds(3), () -> ""), saying);
    }

    private static final List<LiveFrame.Seen> TWO = List.of(
            seen("[2/5] unit 7/8", "Tests run: 24, Failures: 0, Errors: 0, Skipped: 0 -- in a class with a long name"),
            seen("[3/5] integration (database=postgres, os=debian)", "starting"));

    @Test
    void on_a_usual_terminal() {
        assertThat(frame.lines(TWO, 2, COUNTS, new Window(100, 24), NOW))
                .containsExactly(
                        "⠼ [2/5] unit 7/8                                     9.4s  Tests run: 24, Failures: 0, Errors: 0, …",
                        "⠼ [3/5] integration (database=postgres, os=debian)   9.4s  starting",
                        "━━━━━━───────────── 5/15 done · 2 running · 8 waiting · 12.4s");
    }

    @Test
    void on_a_narrow_one_names_go_before_words() {
        assertThat(frame.lines(TWO, 2, COUNTS, new Window(40, 8), NOW))
                .containsExactly(
                        "⠼ [2/5] unit 7/8                   9.4s",
                        "⠼ [3/5] integration (database=p…   9.4s",
                        "5/15 done · 2 running · 8 waiting · 12…");
    }

    @Test
    void what_failed_is_counted_and_more_than_fits_too() {
        assertThat(frame.lines(TWO, 990, new JobCounts(2000, 20, 990, 3, START), new Window(80, 24), NOW)
                        .subList(2, 4))
                .containsExactly(
                        "  … and 988 more",
                        "─────────────── 20/2000 done · 3 failed · 990 running · 990 waiting · 12.4s");
    }

    @Test
    void while_nothing_runs_no_clock_stands_still() {
        assertThat(frame.lines(List.of(), 0, new JobCounts(3, 1, 0, 0, START), new Window(80, 24), NOW))
                .containsExactly("━━━━━────────── 1/3 done · 0 running · 2 waiting");
    }

    @Test
    void a_job_that_named_itself_commands_nothing() {
        LiveFrame.Seen hostile = seen("[1/1] a\u001b[2Jb\u001b]0;x\u0007\nc", "");
        assertThat(frame.lines(List.of(hostile), 1, COUNTS, new Window(80, 24), NOW)
                        .get(0))
                .isEqualTo("⠼ [1/1] ab c   9.4s");
    }

    @ParameterizedTest(name = "{1} jobs on {0} lines: {2} rows")
    @CsvSource({
        "24, 1, 1",
        "24, 15, 15",
        "24, 16, 14",
        "24, 2000, 14",
        "8, 2, 2",
        "8, 4, 4",
        "8, 5, 3",
        "3, 9, 0",
        "1, 9, 0"
    })
    void never_more_rows_than_fit(int lines, int running, int rows) {
        assertThat(LiveFrame.rows(running, new Window(80, lines))).isEqualTo(rows);
    }

    @Test
    void no_line_is_wider_than_the_terminal_and_no_frame_higher() {
        List<String> names = List.of("漢字".repeat(30), "🚀".repeat(50), "x".repeat(300), "👩‍👩‍👧".repeat(9));
        for (int columns = 20; columns < 140; columns++) {
            Window window = new Window(columns, 4 + columns % 30);
            int shown = LiveFrame.rows(1000, window);
            List<LiveFrame.Seen> seen = IntStream.range(0, shown)
                    .mapToObj(i -> seen(names.get(i % 4), names.get((i + 1) % 4)))
                    .toList();
            List<String> lines = frame.lines(seen, 1000, COUNTS, window, NOW);
            assertThat(lines).hasSizeLessThan(window.lines());
            assertThat(lines).allSatisfy(line -> assertThat(Columns.of(line)).isLessThan(window.columns()));
        }
    }
}
