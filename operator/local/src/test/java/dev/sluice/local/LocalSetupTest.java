package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many jobs run at once (A5, A11): what --spawn says; without it the planner's figure, capped at the cores. */
class LocalSetupTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            as many as the plan can use               | - {name: a, script: x, parallelism: 3}                |    | 8 | 3
            no more than there are cores              | - {name: a, script: x, parallelism: 9}                |    | 4 | 4
            no fewer where the plan could use more    | - {name: a, script: x, parallelism: 4}                |    | 4 | 4
            one where one follows the other           | [{name: a, script: x}, {name: b, script: x, dependsOn: [a]}] | | 8 | 1
            within what a concurrency group lets go   | - {name: a, script: x, parallelism: 9, concurrency: {group: g, limit: 2}} | | 8 | 2
            within a step's own limit                 | - {name: a, script: x, parallelism: 9, maxParallel: 3} |   | 8 | 3
            one also where nothing is to be run       | - {name: a, script: x, skip: not now}                 |    | 8 | 1
            all cores where more steps may come       | - {name: a, script: x, upload: true}                  |    | 8 | 8
            more than there are cores if asked for    | - {name: a, script: x, parallelism: 9}                | 16 | 4 | 16
            more than the plan can use if asked for   | - {name: a, script: x}                                | 5  | 4 | 5
            fewer if asked for                        | - {name: a, script: x, parallelism: 9}                | 2  | 8 | 2
            what is asked for, whatever may come      | - {name: a, script: x, upload: true}                  | 2  | 8 | 2
            """)
    void jobs_at_once(String name, String steps, Integer asked, int cores, int expected) throws SourceException {
        Plan plan = ResourceReader.readSpec(
                        "p", Source.parse("steps:\n" + steps.indent(2)).get(0))
                .then(pipeline -> Planner.plan(pipeline, Map.of()))
                .value()
                .orElseThrow();
        assertThat(LocalSetup.spawn(plan, Optional.ofNullable(asked), cores)).isEqualTo(expected);
    }
}
