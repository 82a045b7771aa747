package dev.sluice.core.dialect.recognition;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.buildkite.BuildkiteReader;
import dev.sluice.core.dialect.graph.GraphReader;
import dev.sluice.core.dialect.nodes.NodesReader;
import dev.sluice.core.dialect.stages.StagesReader;
import dev.sluice.core.dialect.translation.Origins;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any file as resources. */
public final class Dialects {

    private Dialects() {}

    /**
     * @param name for a pipeline whose file does not say: a name of an object
     * @param environment in which variables of a file are looked up, where its dialect has such
     */
    public static Translation translate(Dialect dialect, Source file, String name, Map<String, String> environment) {
        if (dialect == Dialect.SLUICE) {
            return new Translation(List.of(file), List.of(), List.of(), Origins.of(file));
        }
        Source whole = whole(dialect, file);
        if (!(whole instanceof Mapping mapping)) {
            Problem problem = Problem.invalid("", "is " + file.describe() + ", not a mapping of fields to values");
            return new Translation(List.of(), List.of(problem), List.of(), Origins.of(file));
        }
        Optional<Problem> heavy = Weight.fault(mapping);
        if (heavy.isPresent()) {
            return new Translation(List.of(), List.of(heavy.get()), List.of(), Origins.of(file));
        }
        return switch (dialect) {
            case BUILDKITE -> BuildkiteReader.read(mapping, name, environment);
            case STAGES -> StagesReader.read(mapping, name);
            case NODES -> NodesReader.read(mapping, name);
            case GRAPH -> GraphReader.read(mapping, name);
            case SLUICE -> throw new IllegalStateException("read as it stands");
        };
    }

    /** A bare list of steps as a file that has them. */
    public static Source whole(Dialect dialect, Source file) {
        return dialect == Dialect.BUILDKITE && file instanceof Source.Sequence
                ? new Mapping(Map.of("steps", new Field(file.position(), file)), file.position())
                : file;
    }
}
