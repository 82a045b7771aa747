package dev.sluice.local.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.dialect.SourceException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A result that is kept: {@code entry.json} in a folder named by its key, and beside it the files, by number.
 *
 * @param job whose it was, for people
 */
record CacheEntry(String job, Map<String, String> outputs, List<Kept> files) {

    static final String FILE = "entry.json";

    private static final JsonFactory JSON = new JsonFactory();

    /** @param path from the working directory */
    record Kept(String path, String mode, String digest) {}

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("job", job);
            json.writeObjectFieldStart("outputs");
            for (Map.Entry<String, String> output : outputs.entrySet()) {
                json.writeStringField(output.getKey(), output.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("files");
            for (Kept file : files) {
                json.writeStartObject();
                json.writeStringField("path", file.path);
                json.writeStringField("mode", file.mode);
                json.writeStringField("digest", file.digest);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** Absent where there is none, or a damaged one. */
    static Optional<CacheEntry> read(Path folder) {
        try {
            return Source.parse(Files.readString(folder.resolve(FILE))).stream()
                    .findFirst()
                    .map(source -> of((Mapping) source));
        } catch (IOException | SourceException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static CacheEntry of(Mapping entry) {
        Map<String, String> outputs = new LinkedHashMap<>();
        ((Mapping) entry.get("outputs").orElseThrow())
                .fields()
                .forEach((name, field) -> outputs.put(name, ((Scalar) field.value()).text()));
        List<Kept> files = new ArrayList<>();
        for (Source file : ((Sequence) entry.get("files").orElseThrow()).items()) {
            Mapping kept = (Mapping) file;
            files.add(new Kept(text(kept, "path"), text(kept, "mode"), text(kept, "digest")));
        }
        return new CacheEntry(text(entry, "job"), outputs, files);
    }

    private static String text(Mapping owner, String name) {
        return ((Scalar) owner.get(name).orElseThrow()).text();
    }
}
