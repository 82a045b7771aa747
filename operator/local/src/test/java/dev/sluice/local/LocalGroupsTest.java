package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.concurrency.Places;
import dev.sluice.core.schedule.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A2 on a laptop: runs of one folder, and jobs of them, that exclude one another. */
@Timeout(60)
class LocalGroupsTest {

    @TempDir
    Path directory;

    /** Appends when it begins and when it ends. */
    private static final String NOTES = "echo + >>notes; sleep 0.3; echo - >>notes";

    @Test
    void jobsOfOneRunExcludeOneAnother() throws Exception {
        String spec = "steps:\n- {name: a, parallelism: 3, script: '" + NOTES + "', concurrency: {group: g}}\n";

        assertThat(new Story(directory, spec).run().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(notes()).containsExactly("+", "-", "+", "-", "+", "-");
        assertThat(groups()).isEmpty();
    }

    @Test
    void runsOfOneFolderExcludeOneAnother() throws Exception {
        String spec = "concurrency: {group: g}\nsteps:\n- {name: a, script: '" + NOTES + "'}\n";
        List<Story> stories = new ArrayList<>();
        List<CompletableFuture<Report>> runs = new ArrayList<>();
        for (String id : List.of("1", "2", "3")) {
            stories.add(new Story(directory, spec).withId(id));
            runs.add(stories.get(stories.size() - 1).runInBackground());
        }

        for (CompletableFuture<Report> run : runs) {
            assertThat(run.get(30, TimeUnit.SECONDS).phase()).isEqualTo(Report.Phase.SUCCEEDED);
        }
        assertThat(notes()).containsExactly("+", "-", "+", "-", "+", "-");
        assertThat(stories.stream().flatMap(story -> story.waits.stream()))
                .contains("story waits for a place in group g: 1st in the queue");
        assertThat(groups()).isEmpty();
    }

    @Test
    void aRunThatIsNotToWaitFails() throws Exception {
        String spec = "concurrency: {group: g, onConflict: Reject}\nsteps:\n- {name: a, script: '" + NOTES + "'}\n";
        try (GroupFolder other = occupied("runs")) {
            Report report = new Story(directory, spec).run();

            assertThat(report.phase()).isEqualTo(Report.Phase.FAILED);
            assertThat(report.reason()).isEqualTo(Report.Reason.CONCURRENCY_LIMIT);
            assertThat(report.message()).isEqualTo("rejected: concurrency group g has 1 of 1 run active (other-run)");
            assertThat(notes()).isEmpty();
            assertThat(other.process("other")).isPresent();
        }
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsEndsWithNothingDone() throws Exception {
        String spec = "concurrency: {group: g}\nsteps:\n- {name: a, script: '" + NOTES + "'}\n";
        try (GroupFolder other = occupied("runs")) {
            Story story = new Story(directory, spec);
            CompletableFuture<Report> run = story.runInBackground();
            while (story.waits.isEmpty()) {
                Thread.sleep(10);
            }
            story.cancel();

            assertThat(run.get(10, TimeUnit.SECONDS).phase()).isEqualTo(Report.Phase.CANCELLED);
            assertThat(notes()).isEmpty();
            assertThat(other.process("other")).isPresent();
        }
    }

    /** The system releases the lock of a process that is killed: what it left in the group's file is nobody's place. */
    @Test
    void aRunThatWasKilledHoldsNothing() throws Exception {
        occupied("jobs").close(); // its entry stays, as nothing has taken it out
        String spec = "steps:\n- {name: a, script: '" + NOTES + "', concurrency: {group: g}}\n";

        assertThat(new Story(directory, spec).run().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(groups()).isEmpty();
    }

    @Test
    void whoWaitsIsWokenByAnEnd() throws Exception {
        GroupFolder other = occupied("jobs");
        Story story = new Story(
                directory, "steps:\n- {name: a, script: '" + NOTES + "', concurrency: {group: g, limit: 1}}\n");
        CompletableFuture<Report> run = story.runInBackground();
        while (story.waits.isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(story.waits).containsExactly("a waits for a place in group g: 1st in the queue");
        other.change("jobs", "g", places -> places.withoutRuns("other"::equals));
        assertThat(run.get(10, TimeUnit.SECONDS).phase()).isEqualTo(Report.Phase.SUCCEEDED);
        other.close();
    }

    private GroupFolder occupied(String kind) {
        GroupFolder other = GroupFolder.enter(directory.resolve(".sluice/groups"), "other", () -> {});
        String job = kind.equals("runs") ? "" : "a/0";
        other.change(kind, "g", places -> places.with(new Places.Place("other", "other-run", job)));
        return other;
    }

    private List<String> notes() throws IOException {
        Path notes = directory.resolve("notes");
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }

    /** Files of groups in which somebody is. */
    private List<String> groups() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(".sluice/groups"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }
}
