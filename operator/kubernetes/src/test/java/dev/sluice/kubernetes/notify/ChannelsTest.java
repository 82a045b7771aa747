package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsTest {

    @TempDir
    Path parent;

    @Test
    void aChannelIsWhatItsFileSaysNow() throws IOException {
        Channels channels = new Channels(Optional.of(parent));
        assertThat(channels.find("chat", "n"))
                .isEqualTo(new Channels.Found.Missing("no channel of this name is configured"));
        Files.writeString(parent.resolve("chat"), "type: slack\nurl: https://example.com/a\n");
        assertThat(url(channels.find("chat", "n"))).isEqualTo("https://example.com/a");
        Files.writeString(parent.resolve("chat"), "type: slack\nurl: https://example.com/b\nnamespaces: [team-a]\n");
        assertThat(url(channels.find("chat", "team-a"))).isEqualTo("https://example.com/b");
        assertThat(channels.find("chat", "n"))
                .isEqualTo(new Channels.Found.Missing("the channel is not for namespace n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2 | look at what is no field of a channel",
                "'type: slack\nurl: hunter2' | look at url",
                "'type: slack\nurl: https://a\nhunter2: x' | look at what is no field of a channel",
                "'type: smtp\nhost: hunter2 x\nfrom: a@b\nto: [hunter2]' | look at host, to[0]",
                "'type: [hunter2' | it is no YAML",
                "'type: slack\nurl: https://a\nnamespaces: [A, B, C, D, E, F]' | look at namespaces[0], namespaces[1], namespaces[2], namespaces[3]",
                "'a: hunter2\n---\nb: c' | it is not one YAML document",
            })
    void whatIsWrongIsSaidWithoutASecret(String text, String expected) throws IOException {
        Files.writeString(parent.resolve("chat"), text);
        assertThat(new Channels(Optional.of(parent)).find("chat", "n"))
                .isEqualTo(new Channels.Found.Missing("the channel's configuration is not right: " + expected));
    }

    @ParameterizedTest
    @CsvSource({"../chat", "/etc/passwd", "..", "a/b", "Chat", "''"})
    void aNameIsNoPath(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("channels"));
        Files.writeString(parent.resolve("chat"), "type: slack\nurl: https://example.com/a\n");
        assertThat(new Channels(Optional.of(folder)).find(name, "n"))
                .isEqualTo(new Channels.Found.Missing("no channel of this name is configured"));
    }

    @Test
    void whereNothingIsMountedThereIsNone() {
        assertThat(new Channels(Optional.empty()).find("chat", "n")).isInstanceOf(Channels.Found.Missing.class);
        assertThat(new Channels(Optional.of(parent.resolve("nowhere"))).find("chat", "n"))
                .isEqualTo(new Channels.Found.Missing("no channel of this name is configured"));
    }

    private static String url(Channels.Found found) {
        return ((Channel.Slack) ((Channels.Found.There) found).channel()).url().text();
    }
}
