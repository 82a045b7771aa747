package dev.sluice.core.dialect;

import dev.sluice.core.model.Defaults;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Retry;
import dev.sluice.core.model.Work.Resources;
import java.util.List;
import java.util.Optional;

/** Reads what a step gets that does not say. */
final class DefaultsReader {

    private DefaultsReader() {}

    static Defaults read(Fields spec) {
        return spec.mapping("defaults").map(DefaultsReader::of).orElse(Defaults.NONE);
    }

    private static Defaults of(Fields fields) {
        Defaults defaults = new Defaults(
                fields.text("image", WorkReader.IMAGE),
                fields.text("agent", TextRule.OBJECT_NAME),
                limits(fields, Limits.NONE),
                RetryReader.read(fields, Retry.DEFAULT),
                WorkReader.runAs(fields).filter("Job"::equals).isPresent(),
                WorkReader.resources(fields).orElse(Resources.NONE),
                onFailure(fields, OnFailure.HALT));
        if (fields.has("image") && fields.has("agent")) {
            fields.problem("agent", "excludes image: a step that says nothing can't have both; name one of the two");
        }
        fields.end();
        return defaults;
    }

    static Limits limits(Fields fields, Limits defaults) {
        return new Limits(
                fields.duration("timeout").or(defaults::timeout),
                fields.duration("queueTimeout").or(defaults::queueTimeout));
    }

    static OnFailure onFailure(Fields fields, OnFailure defaults) {
        Optional<String> word = fields.word("onFailure", List.of("Halt", "Continue", "Rollback"));
        return word.map(w -> switch (w) {
                    case "Continue" -> OnFailure.CONTINUE;
                    case "Rollback" -> OnFailure.ROLLBACK;
                    default -> OnFailure.HALT;
                })
                .orElse(defaults);
    }
}
