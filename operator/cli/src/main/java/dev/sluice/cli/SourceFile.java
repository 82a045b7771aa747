package dev.sluice.cli;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.dialect.translation.Note;
import dev.sluice.core.dialect.translation.Origins;
import dev.sluice.core.model.Problem;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of documents, and where in it things are: {@code first.yaml:14:7}. */
record SourceFile(String name, List<Document> documents) {

    /**
     * @param origins where a path of it is told in the file's own words; absent where it is written as it stands
     * @param notes what can't be honoured
     */
    record Document(String file, Source source, Optional<Origins> origins, List<Note> notes) {

        Document(String file, Source source) {
            this(file, source, Optional.empty(), List.of());
        }

        String kind() {
            return text("kind");
        }

        String resource() {
            return source instanceof Source.Mapping mapping
                    ? mapping.get("metadata")
                            .map(m -> new Document(file, m).text("name"))
                            .orElse("")
                    : "";
        }

        private String text(String field) {
            return source instanceof Source.Mapping mapping
                            && mapping.get(field).orElse(null) instanceof Source.Scalar scalar
                    ? scalar.text()
                    : "";
        }

        String place(String path) {
            return file + source.locate(path).map(p -> ":" + p).orElse("");
        }

        /** The place of a path of the file's own. */
        String written(String path) {
            return file + origins.flatMap(o -> o.of(path)).map(p -> ":" + p).orElse("");
        }

        /** One line a problem, in the order of the file; what became several steps is one place of it. */
        List<String> lines(List<Problem> problems) {
            return problems.stream()
                    .map(p -> place(p.path()) + ": " + own(p))
                    .distinct()
                    .toList();
        }

        private Problem own(Problem problem) {
            return source.locate(problem.path())
                    .flatMap(position -> origins.flatMap(o -> o.at(position)))
                    .filter(path -> !path.isEmpty())
                    .map(path -> new Problem(path, problem.kind(), problem.message()))
                    .orElse(problem);
        }
    }

    List<Document> ofKind(String kind) {
        return documents.stream().filter(d -> d.kind().equals(kind)).toList();
    }

    boolean holds(String pipeline) {
        return ofKind("Pipeline").stream().anyMatch(p -> p.resource().equals(pipeline));
    }

    static SourceFile read(String name) {
        return of(name, bytes(name));
    }

    static SourceFile of(String name, byte[] text) {
        try {
            List<Document> documents = new ArrayList<>();
            List<Source> sources = name.endsWith(".json") ? List.of(Source.parseJson(text)) : Source.parse(text);
            sources.forEach(source -> documents.add(new Document(name, source)));
            return new SourceFile(name, List.copyOf(documents));
        } catch (SourceException e) {
            Optional<Position> position = e.position();
            throw new UserError(name + position.map(p -> ":" + p).orElse("") + ": " + e.getMessage());
        }
    }

    private static byte[] bytes(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new UserError(name + ": is a folder; name a file in it");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(Source.MOST_BYTES + 1); // one more is enough to be refused for its size
            }
        } catch (InvalidPathException e) {
            throw new UserError(name + ": is no file name");
        } catch (IOException e) {
            throw new UserError(name + ": " + LocalFailure.reason(e));
        }
    }
}
