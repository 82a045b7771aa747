package dev.sluice.helm;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart, as helm sees it. */
final class Chart {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("helm/sluice");
    static final String NAMESPACE = "sluice-system";

    private Chart() {}

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /** What `helm template` prints for these values (YAML), without CRDs. */
    static Rendered with(String values) {
        return new Rendered(text(values));
    }

    static String text(String values) {
        return text("sluice", NAMESPACE, values);
    }

    static String text(String release, String namespace, String values) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return helm().template()
                        .withName(release)
                        .withNamespace(namespace)
                        .withKubeVersion("1.34.0")
                        .withValuesFile(file)
                        .skipCrds()
                        .call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
