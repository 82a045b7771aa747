package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;

/** The outside of a resource. */
public final class Resources {

    private Resources() {}

    public static Source pipeline(String name, Source.Mapping spec) {
        return Draft.from(spec)
                .putText("apiVersion", ResourceReader.API_VERSION)
                .putText("kind", ResourceReader.PIPELINE)
                .put("metadata", Draft.from(spec).putText("name", name).done())
                .put("spec", spec)
                .done();
    }
}
