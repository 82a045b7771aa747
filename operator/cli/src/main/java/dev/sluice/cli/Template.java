package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline to begin with (C11).
 *
 * @param steps what it does, in a few words
 * @param next the command that runs it as it is written
 */
record Template(String name, String steps, String next) {

    static final List<Template> ALL = List.of(
            new Template("ci", "lint → test → build", "sluice run"),
            new Template(
                    "cd",
                    "staging → smoke → production, with an approval and a way back",
                    "sluice run --approve production"),
            new Template("release", "bump → changelog → release", "sluice run --approve confirm"),
            new Template("security", "scan → report → fix", "sluice run --approve fix"));

    static Optional<Template> named(String name) {
        return ALL.stream().filter(template -> template.name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(Template::name).toList();
    }

    String text() {
        try (InputStream in = Template.class.getResourceAsStream("/templates/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
