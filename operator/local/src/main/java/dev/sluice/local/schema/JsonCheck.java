package dev.sluice.local.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One file and its schema. */
final class JsonCheck {

    private static final int MOST = 10;
    private static final int LONGEST = 200;
    private static final long MOST_BYTES = 64L << 20;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonCheck() {}

    static Optional<String> fault(Path directory, String artifact, String schemaFile) {
        try {
            Path root = directory.toRealPath();
            JsonNode schema = read(root, schemaFile, "schema");
            return fault(root, artifact, schemaFile, schema);
        } catch (Unreadable e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("artifact " + artifact + " can't be read: " + LocalFailure.reason(e));
        }
    }

    private static Optional<String> fault(Path root, String artifact, String schemaFile, JsonNode schema)
            throws Unreadable {
        List<Error> errors;
        try {
            errors = schema(root, schemaFile, schema).validate(read(root, artifact, "artifact"));
        } catch (SchemaException | IllegalArgumentException e) {
            return Optional.of("schema " + schemaFile + " can't be used: " + line(e.getMessage()));
        }
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        String more = errors.size() > MOST ? ", and " + (errors.size() - MOST) + " more" : "";
        return Optional.of("artifact " + artifact + " does not fit " + schemaFile + ": "
                + errors.stream().limit(MOST).map(JsonCheck::line).collect(Collectors.joining(", ")) + more);
    }

    /** By the draft it names, or the newest. What it refers to may be a file beside it, and is never fetched from elsewhere. */
    private static Schema schema(Path root, String file, JsonNode schema) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.resourceLoaders(all -> all.add(new FilesBelow(root)))));
        return registry.getSchema(SchemaLocation.of(root.resolve(file).toUri().toString()), schema);
    }

    private static String line(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return (pointer.isEmpty() ? "the whole" : pointer) + ": " + line(error.getMessage());
    }

    private static String line(String message) {
        String printable = message == null ? "" : message.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }

    private static JsonNode read(Path root, String name, String what) throws Unreadable {
        try {
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root)) {
                throw new Unreadable(what + " " + name + " leads out of the working directory");
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new Unreadable(what + " " + name + " is no file of at most 64 MiB");
            }
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new Unreadable(what + " " + name + place + " is no JSON: " + line(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Unreadable(what + " " + name + " can't be read: " + LocalFailure.reason(e));
        }
    }

    private static final class Unreadable extends Exception {

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }
}
