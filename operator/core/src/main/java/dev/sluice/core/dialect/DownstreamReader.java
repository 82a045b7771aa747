package dev.sluice.core.dialect;

import dev.sluice.core.model.Work;
import java.util.List;
import java.util.Optional;

/** The run of another pipeline that a step starts. */
final class DownstreamReader {

    private static final int MOST_LABELS = 32;
    private static final TextRule LABEL = TextRule.filled(63);
    private static final TextRule PAYLOAD = TextRule.upTo(65_536);

    private DownstreamReader() {}

    static Work read(Fields fields) {
        Optional<String> pipeline = fields.demandText("pipeline", TextRule.OBJECT_NAME);
        Work.Program.Downstream downstream = new Work.Program.Downstream(
                pipeline.orElse(""),
                WorkReader.environment(fields, "variables"),
                fields.distinctTexts("labels", 0, MOST_LABELS, LABEL).orElse(List.of()),
                EventReader.read(fields),
                fields.text("payload", PAYLOAD),
                fields.flag("async"));
        fields.end();
        return Work.of(downstream);
    }
}
