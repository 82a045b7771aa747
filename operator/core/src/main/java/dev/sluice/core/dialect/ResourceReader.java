package dev.sluice.core.dialect;

import dev.sluice.core.check.Checks;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code Pipeline} resources. A file and a custom resource are read by the same rules, and whatever is wrong is said at once, each
 * problem with its path: a pipeline that can't be read whole is checked as far as it could be read.
 */
public final class ResourceReader {

    public static final String API_VERSION = "sluice.dev/v1alpha1";
    public static final String PIPELINE = "Pipeline";

    private ResourceReader() {}

    /** A whole {@code Pipeline} document: apiVersion, kind, metadata and spec. Paths begin with {@code spec} or {@code metadata}. */
    public static Reading<Pipeline> readPipeline(Source document) {
        List<Problem> problems = new ArrayList<>();
        Optional<Fields> read = Fields.of(document, Path.ROOT, problems);
        if (read.isEmpty()) {
            return Reading.refused(problems);
        }
        Fields fields = read.get();
        demandWord(fields, "apiVersion", API_VERSION);
        demandWord(fields, "kind", PIPELINE);
        String name = name(fields);
        fields.takeQuietly("status");
        Optional<Source> spec = Optional.ofNullable(fields.demand("spec"));
        fields.end();
        return spec.isEmpty() ? Reading.refused(problems) : checked(name, spec.get(), problems);
    }

    /** A spec alone: that of a Pipeline, or a run's {@code pipelineSpec}. Paths begin with {@code spec}. */
    public static Reading<Pipeline> readSpec(String name, Source spec) {
        return checked(name, spec, new ArrayList<>());
    }

    private static Reading<Pipeline> checked(String name, Source spec, List<Problem> problems) {
        Pipeline pipeline = SpecReader.read(name, spec, Path.of("spec"), problems);
        if (problems.isEmpty()) {
            return Reading.accepted(pipeline);
        }
        problems.addAll(Checks.ofDraft(pipeline, problems));
        return Reading.refused(problems);
    }

    private static void demandWord(Fields fields, String name, String expected) {
        fields.demandText(name, TextRule.upTo(253))
                .filter(text -> !text.equals(expected))
                .ifPresent(
                        text -> fields.problem(name, "is \"" + Shown.briefly(text) + "\", not \"" + expected + "\""));
    }

    /** The rest of the metadata is Kubernetes' own. */
    private static String name(Fields fields) {
        if (fields.demand("metadata") == null) {
            return "";
        }
        return fields.mapping("metadata")
                .flatMap(metadata -> metadata.demandText("name", TextRule.OBJECT_NAME))
                .orElse("");
    }
}
