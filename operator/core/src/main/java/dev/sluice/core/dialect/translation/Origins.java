package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What a person wrote at a place of their file, as a path: {@code steps[2].depends_on}. */
public final class Origins {

    private final Map<Position, String> paths = new HashMap<>();
    private final Map<Source, Boolean> seen = new IdentityHashMap<>();

    private final Source file;

    private Origins(Source file) {
        this.file = file;
    }

    public static Origins of(Source file) {
        Origins origins = new Origins(file);
        origins.add(file, Path.ROOT);
        origins.seen.clear();
        return origins;
    }

    /** Absent where nothing begins there. */
    public Optional<String> at(Position position) {
        return Optional.ofNullable(paths.get(position));
    }

    /** The place of a path of the file's own. */
    public Optional<Position> of(String path) {
        return file.locate(path);
    }

    /** What several aliases name is known by the first of them. */
    private void add(Source source, Path path) {
        source.position().ifPresent(position -> paths.putIfAbsent(position, path.text()));
        if (seen.put(source, true) != null) {
            return;
        }
        if (source instanceof Source.Mapping mapping) {
            mapping.fields().forEach((name, field) -> {
                Path at = path.field(name);
                field.position().ifPresent(position -> paths.putIfAbsent(position, at.text()));
                add(field.value(), at);
            });
        } else if (source instanceof Source.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                add(sequence.items().get(i), path.index(i));
            }
        }
    }
}
