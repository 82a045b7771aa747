package dev.sluice.core.dialect;

import dev.sluice.core.model.Rerun;
import java.util.List;
import java.util.Optional;

/** The earlier run whose successes are taken over. */
final class RerunReader {

    private static final int MOST_STEPS = 500;

    private RerunReader() {}

    static Optional<Rerun> read(Fields owner) {
        return owner.mapping("rerunOf").flatMap(fields -> {
            Optional<String> run = fields.demandText("run", TextRule.OBJECT_NAME);
            Rerun.Mode mode = fields.word("mode", List.of("Failed", "From", "Steps"))
                    .map(word -> Rerun.Mode.valueOf(word.toUpperCase(java.util.Locale.ROOT)))
                    .orElse(Rerun.Mode.FAILED);
            List<String> steps = fields.distinctTexts("steps", 1, MOST_STEPS, TextRule.filled(40))
                    .orElse(List.of());
            if (mode == Rerun.Mode.FAILED == fields.has("steps")) {
                fields.problem(
                        "steps",
                        fields.has("steps")
                                ? "go with mode From and Steps"
                                : "are missing: mode says that some are named");
            }
            fields.end();
            return run.map(name -> new Rerun(name, mode, steps));
        });
    }
}
