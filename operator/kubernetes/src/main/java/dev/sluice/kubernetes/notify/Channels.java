package dev.sluice.kubernetes.notify;

import dev.sluice.core.dialect.ChannelReader;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Channels as a mounted Secret has them, a file each. They are read when something is to be told: the kubelet changes the files under way,
 * and what was mended counts from the next attempt on.
 */
final class Channels {

    /** A name comes from a pipeline: it must never be a path. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pattern FIELD = Pattern.compile(
            "(type|url|key|host|port|tls|user|password|from|to|timeout|attempts|namespaces|ca)(\\[[0-9]+])?");

    private static final long LARGEST = 64 * 1024;

    /** It goes into the status of every run, once for each gate that names the channel. */
    private static final int MOST_FIELDS = 4;

    private final Optional<Path> folder;

    /** @param folder absent: no channels are configured */
    Channels(Optional<Path> folder) {
        this.folder = folder;
    }

    /** A channel, or why there is none: in words that hold nothing of what is configured. */
    sealed interface Found {

        record There(Channel channel) implements Found {}

        record Missing(String why) implements Found {}
    }

    Found find(String name, String namespace) {
        if (folder.isEmpty() || !NAME.matcher(name).matches()) {
            return missing();
        }
        try {
            Path file = folder.get().resolve(name);
            if (Files.size(file) > LARGEST) {
                return wrong("it is too large");
            }
            List<Source> documents = Source.parse(Files.readAllBytes(file));
            return documents.size() == 1
                    ? read(name, namespace, documents.get(0))
                    : wrong("it is not one YAML document");
        } catch (NoSuchFileException e) {
            return missing();
        } catch (IOException e) {
            return wrong("it can't be read");
        } catch (SourceException e) {
            return wrong("it is no YAML");
        }
    }

    private static Found read(String name, String namespace, Source document) {
        Reading<Channel> reading = ChannelReader.read(name, document);
        if (reading.value().isEmpty()) {
            return wrong(reading.problems().stream()
                    .map(problem -> field(name, problem))
                    .distinct()
                    .limit(MOST_FIELDS)
                    .collect(Collectors.joining(", ", "look at ", "")));
        }
        return reading.value().get().terms().serve(namespace)
                ? new Found.There(reading.value().get())
                : new Found.Missing("the channel is not for namespace " + namespace);
    }

    /** What was meant as a value may stand where a field's name should. */
    private static String field(String name, Problem problem) {
        String path = problem.path();
        String field = path.startsWith(name + ".") ? path.substring(name.length() + 1) : "";
        return FIELD.matcher(field).matches() ? field : "what is no field of a channel";
    }

    private static Found missing() {
        return new Found.Missing("no channel of this name is configured");
    }

    private static Found wrong(String what) {
        return new Found.Missing("the channel's configuration is not right: " + what);
    }
}
