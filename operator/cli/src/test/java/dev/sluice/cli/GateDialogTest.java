package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.local.Asker.Reply;
import dev.sluice.local.GateAnswers;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a person at the terminal is asked, and what becomes of what they type (C6). */
class GateDialogTest {

    private static final FormField VERSION = new FormField(
            "version",
            "Version",
            "as in 1.2",
            true,
            Optional.of("1.0"),
            Optional.of(Pattern.compile("[0-9.]+")),
            List.of(),
            false);
    private static final FormField REGION = new FormField(
            "region",
            "",
            "",
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(new FormField.Option("Europe", "eu"), new FormField.Option("us", "us")),
            true);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final PlainDisplay display = new PlainDisplay(out);

    private Reply ask(GateAnswers given, String typed, FormField... fields) throws Exception {
        GateDialog dialog = new GateDialog(given, new BufferedReader(new StringReader(typed)), out, display, "alice");
        GateStep gate = new GateStep("release", "", Optional.empty(), Optional.empty(), true, "", List.of(fields));
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        dialog.ask(gate, "Release v7?", reply::complete);
        return reply.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_yes_and_what_is_filled_in() throws Exception {
        Reply reply = ask(GateAnswers.NONE, "perhaps\ny\none\n1.2\n1, us\n", VERSION, REGION);

        assertThat(reply)
                .isEqualTo(
                        new Reply(true, "alice", "", Map.of("version", List.of("1.2"), "region", List.of("eu", "us"))));
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("? release: Release v7?\n"
                        + "  let it on? [y/n]   y or n, please\n"
                        + "  let it on? [y/n]   Version (as in 1.2) [1.0]:"
                        + "   version can't be \"one\": it must match [0-9.]+\n"
                        + "  Version (as in 1.2) [1.0]: "
                        + "    1) Europe (eu)\n    2) us\n"
                        + "  region, several with commas between: ");
    }

    @Test
    void nothing_typed_is_the_default() throws Exception {
        assertThat(ask(GateAnswers.NONE, "yes\n\n", VERSION).answers()).isEqualTo(Map.of("version", List.of("1.0")));
    }

    @Test
    void a_no_and_why() throws Exception {
        assertThat(ask(GateAnswers.NONE, "n\nnot on a Friday\n", VERSION))
                .isEqualTo(new Reply(false, "alice", "not on a Friday", Map.of()));
    }

    @Test
    void an_input_that_ends_is_a_no() throws Exception {
        assertThat(ask(GateAnswers.NONE, "y\n", VERSION))
                .isEqualTo(new Reply(false, "alice", "the input ended without an answer", Map.of()));
    }

    @Test
    void what_options_say_is_not_asked() throws Exception {
        GateAnswers given =
                new GateAnswers(Set.of("release"), Set.of(), Map.of("release", Map.of("region", List.of("us"))));

        assertThat(ask(given, "", VERSION, REGION))
                .isEqualTo(new Reply(true, "alice", "", Map.of("version", List.of("1.0"), "region", List.of("us"))));
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void progress_waits_until_the_answer_is_there() {
        display.pause();
        display.line("✓ a done");
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
        display.resume();
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("✓ a done\n");
    }
}
