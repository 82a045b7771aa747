package dev.sluice.cli;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.util.Map;

/** Plans of pipelines that are good. */
final class Plans {

    private Plans() {}

    static Plan of(String spec) {
        try {
            return ResourceReader.readSpec("story", Source.parse(spec).get(0))
                    .then(pipeline -> Planner.plan(pipeline, Map.of()))
                    .value()
                    .orElseThrow();
        } catch (SourceException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
