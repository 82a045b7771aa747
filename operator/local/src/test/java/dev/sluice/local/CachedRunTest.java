package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.schedule.Report;
import dev.sluice.local.cache.CacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E5: unchanged stages are taken from the cache. Real processes, one folder, several runs. */
class CachedRunTest {

    private static final CacheSettings ON = new CacheSettings(true, 1 << 20);
    private static final String CHAIN =
            """
            steps:
            - name: list
              inputs: [sources.txt]
              artifacts: [{path: out/list}]
              outputs: [lines]
              script: mkdir -p out; sort sources.txt >out/list; chmod 750 out/list; echo "lines=$(wc -l <out/list)" >>"$SLUICE_OUTPUT"; echo list >>ran
            - name: count
              dependsOn: [list]
              inputs: [weights/*]
              artifacts: [{path: out/count}]
              script: cat out/list weights/a >out/count; echo count >>ran
            - name: other
              inputs: ["weights/**"]
              script: echo other >>ran
            - name: always
              dependsOn: [count, other]
              script: echo always >>ran
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void files() throws IOException {
        write("sources.txt", "b\na\n");
        write("weights/a", "1\n");
    }

    @Test
    void what_did_not_change_is_cached_and_its_files_and_outputs_are_back() throws Exception {
        assertThat(run(CHAIN).cached).isEmpty();
        assertThat(ran()).containsExactlyInAnyOrder("list", "other", "count", "always");
        Files.delete(directory.resolve("out/list"));
        write("out/count", "something else");

        Story second = run(CHAIN);
        assertThat(second.cached).containsExactlyInAnyOrder("list", "count", "other");
        assertThat(second.started).containsExactly("always");
        assertThat(ran()).containsExactly("always");
        assertThat(directory.resolve("out/list")).hasContent("a\nb\n");
        assertThat(directory.resolve("out/count")).hasContent("a\nb\n1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("out/list"))))
                .isEqualTo("rwxr-x---");
        assertThat(second.ledger().at("/steps/0/jobs/0/outputs/lines").asText()).isEqualTo("2");
        assertThat(second.ledger().at("/steps/0/jobs/0/attempts/0/cached").asBoolean())
                .isTrue();
        assertThat(second.log("list")).startsWith("taken from the cache: sha256:");
    }

    @Test
    void a_change_runs_what_depends_on_it_and_nothing_else() throws Exception {
        run(CHAIN);
        write("sources.txt", "c\n");
        assertThat(run(CHAIN).cached).containsExactly("other");

        write("sources.txt", "b\na\n");
        assertThat(run(CHAIN).cached).as("what was kept before is still there").hasSize(3);

        write("weights/a", "2\n");
        assertThat(run(CHAIN).cached).containsExactly("list");
    }

    @Test
    void the_same_result_of_another_source_lets_those_after_it_be() throws Exception {
        run(CHAIN);
        write("sources.txt", "a\nb\n");
        assertThat(run(CHAIN).cached).containsExactlyInAnyOrder("count", "other");
    }

    @Test
    void by_force_all_run_and_are_kept_anew() throws Exception {
        run(CHAIN);
        assertThat(run(CHAIN, new CacheSettings(false, ON.mostBytes())).cached).isEmpty();
        assertThat(run(CHAIN).cached).hasSize(3);
    }

    @Test
    void failures_are_never_kept() throws Exception {
        String spec = "steps: [{name: a, inputs: [sources.txt], script: 'echo a >>ran; test -e good'}]";
        assertThat(run(spec).failure("a")).isNotNull();
        write("good", "");
        assertThat(run(spec).cached).isEmpty();
        assertThat(run(spec).cached).containsExactly("a");
    }

    @Test
    void an_output_that_lacks_is_a_failure_and_is_not_kept() throws Exception {
        String spec = "steps: [{name: a, inputs: [sources.txt], outputs: [x], script: 'true'}]";
        run(spec);
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_damaged_entry_is_no_entry() throws Exception {
        run(CHAIN);
        for (Path entry : entries()) {
            try (Stream<Path> files = Files.list(entry)) {
                for (Path file : files.toList()) {
                    Files.writeString(file, "damaged");
                }
            }
        }
        write("out/list", "as it is");
        Story second = run(CHAIN);
        assertThat(second.cached).isEmpty();
        assertThat(directory.resolve("out/list")).hasContent("a\nb\n");
        assertThat(second.details).contains("list: what the cache had was damaged, and is gone");
        assertThat(run(CHAIN).cached).hasSize(3);
    }

    @Test
    void inputs_that_change_while_the_job_runs_keep_its_result_out() throws Exception {
        String spec = "steps: [{name: a, inputs: [sources.txt], script: 'echo more >>sources.txt'}]";
        assertThat(run(spec).details).containsExactly("a is not kept in the cache: its inputs changed while it ran");
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_job_may_write_among_its_inputs() throws Exception {
        String spec =
                "steps: [{name: a, inputs: ['weights/**'], artifacts: [{path: weights/gen}], script: 'mkdir -p weights/gen; echo 1 >weights/gen/x'}]";
        run(spec);
        assertThat(run(spec).cached).containsExactly("a");
    }

    @Test
    void what_leads_out_is_neither_read_nor_written(@TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("secret"), "x");
        Files.createSymbolicLink(directory.resolve("weights/link"), outside.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("away"), outside);
        Story story = run(
                """
                steps:
                - {name: link, inputs: ["weights/*"], script: "true"}
                - {name: folder, inputs: [away/secret], script: "true"}
                - {name: nothing, inputs: [no/such/*], script: "true"}
                - {name: writes, inputs: [sources.txt], artifacts: [{path: away/out}], script: "echo x >away/out"}
                - {name: links, inputs: [sources.txt], artifacts: [{path: ln}], script: "ln -s /etc/passwd ln"}
                """);
        assertThat(story.details)
                .containsExactlyInAnyOrder(
                        "link is not taken from the cache: input weights/* can't be read: weights/link is a link to something that is no file of the working directory",
                        "folder is not taken from the cache: away/secret leads out of the working directory by a link",
                        "nothing is not taken from the cache: input no/such/* matches no file",
                        "writes is not kept in the cache: away/out leads out of the working directory by a link",
                        "links is not kept in the cache: artifact ln is no file but a link or something else");
        assertThat(entries()).isEmpty();
    }

    @Test
    void what_was_not_used_for_longest_makes_room() throws Exception {
        CacheSettings small = new CacheSettings(true, 20_000);
        String spec =
                "steps: [{name: a, inputs: [sources.txt], artifacts: [{path: big}], script: 'head -c 5000 /dev/zero >big'}]";
        for (int i = 0; i < 4; i++) {
            write("sources.txt", "version " + i);
            run(spec, small);
            for (Path entry : entries()) {
                Files.setLastModifiedTime(
                        entry,
                        FileTime.from(
                                Files.getLastModifiedTime(entry).toInstant().minusSeconds(60)));
            }
        }
        assertThat(entries()).hasSize(2);
        assertThat(run(spec, small).cached).containsExactly("a");
        write("sources.txt", "version 0");
        assertThat(run(spec, small).cached).isEmpty();
    }

    @Test
    void what_a_run_that_was_cut_off_left_half_made_goes_in_the_end() throws Exception {
        Path half = Files.createDirectories(directory.resolve(".sluice/cache/tmp-1"));
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minusSeconds(7200)));
        run(CHAIN);
        assertThat(half).doesNotExist();
    }

    @Test
    void two_runs_at_once_do_not_disturb_one_another() throws Exception {
        List<CompletableFuture<Report>> runs = Stream.generate(() -> new Story(directory, CHAIN).withCache(ON))
                .limit(4)
                .map(Story::runInBackground)
                .toList();
        for (CompletableFuture<Report> run : runs) {
            assertThat(run.get().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        }
        assertThat(run(CHAIN).cached).hasSize(3);
    }

    @Test
    void a_cancelled_run_ends_while_the_cache_is_looked_in() throws Exception {
        Story story = new Story(directory, CHAIN).withCache(ON);
        CompletableFuture<Report> run = story.runInBackground();
        while (story.ledgerIfThere().isEmpty()) {
            Thread.sleep(1);
        }
        story.cancel();
        assertThat(run.get().phase()).isIn(Report.Phase.CANCELLED, Report.Phase.SUCCEEDED);
    }

    private Story run(String spec) throws Exception {
        return run(spec, ON);
    }

    private Story run(String spec, CacheSettings settings) throws Exception {
        Files.deleteIfExists(directory.resolve("ran"));
        Story story = new Story(directory, spec).withCache(settings);
        story.run();
        return story;
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(directory.resolve("ran"));
    }

    private List<Path> entries() throws IOException {
        Path cache = directory.resolve(".sluice/cache");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(cache)) {
            return all.toList();
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
