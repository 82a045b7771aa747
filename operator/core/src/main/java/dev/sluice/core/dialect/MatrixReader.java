package dev.sluice.core.dialect;

import dev.sluice.core.model.Matrix;
import dev.sluice.core.model.Matrix.Adjustment;
import dev.sluice.core.model.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Dimensions come in the order of their names: JSON objects have none, and a laptop and a cluster must number jobs alike. */
final class MatrixReader {

    private static final int MOST_DIMENSIONS = 8;
    private static final int MOST_VALUES = 100;
    private static final int MOST_ADJUSTMENTS = 256;
    private static final TextRule VALUE = TextRule.upTo(256);

    private MatrixReader() {}

    /** Absent where there is none, and where what there is has no dimension that could be read. */
    static Optional<Matrix> read(Fields step) {
        return step.mapping("matrix").flatMap(fields -> {
            Map<String, List<String>> dimensions = dimensions(fields);
            List<Adjustment> adjustments = fields.items(
                            "adjustments", 0, MOST_ADJUSTMENTS, (item, at) -> adjustment(item, at, fields))
                    .orElse(List.of());
            fields.end();
            return dimensions.isEmpty() ? Optional.empty() : Optional.of(new Matrix(dimensions, adjustments));
        });
    }

    private static Map<String, List<String>> dimensions(Fields fields) {
        fields.demand("dimensions");
        return new TreeMap<>(fields.entries(
                "dimensions", 1, MOST_DIMENSIONS, TextRule.NAME::fault, (list, at) -> values(list, at, fields)));
    }

    private static Optional<List<String>> values(Source list, Path at, Fields fields) {
        Values values = fields.values();
        return values.distinct(list, at, 1, MOST_VALUES, (value, place) -> values.text(value, place, VALUE));
    }

    private static Optional<Adjustment> adjustment(Source item, Path at, Fields owner) {
        return Fields.of(item, at, owner.problems()).map(fields -> {
            fields.demand("with");
            Adjustment adjustment = new Adjustment(
                    fields.textMap("with", MOST_DIMENSIONS, VALUE, name -> Optional.empty()),
                    fields.flag("skip"),
                    RulesReader.softFail(fields),
                    WorkReader.environment(fields, "environment"));
            fields.end();
            return adjustment;
        });
    }
}
