package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a chart must hold itself, since helm reads nothing outside it, and what is made from the chart. */
class CopiesTest {
    private static final String COMMAND = "mvn -q -pl helm test -Dupdate=yes";
    private static final boolean UPDATE = "yes".equals(System.getProperty("update"));

    @TestFactory
    Stream<DynamicTest> copiesEqualTheirOriginals() throws IOException {
        return copies().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        Chart.ROOT.relativize(e.getKey()).toString(), () -> same(e.getKey(), e.getValue())));
    }

    @Test
    void theChartHoldsNoCrdThatIsNotGenerated() throws IOException {
        assertThat(fileNames(Chart.FOLDER.resolve("crds"))).isEqualTo(fileNames(Chart.ROOT.resolve("crds/generated")));
    }

    @Test
    void plainManifestsAreWhatTheChartMakes() throws IOException {
        same(Chart.ROOT.resolve("config/manifests/sluice.yaml"), manifests());
    }

    private static Map<Path, String> copies() throws IOException {
        var copies = new TreeMap<Path, String>();
        for (String name : fileNames(Chart.ROOT.resolve("crds/generated")).split("\n")) {
            copies.put(Chart.FOLDER.resolve("crds").resolve(name), read("crds/generated/" + name));
        }
        for (String name : fileNames(Chart.ROOT.resolve("config/pipelines")).split("\n")) {
            copies.put(Chart.FOLDER.resolve("files/pipelines").resolve(name), read("config/pipelines/" + name));
        }
        copies.put(Chart.FOLDER.resolve("files/alerts.yaml"), read("config/prometheus/alerts.yaml"));
        copies.put(Chart.FOLDER.resolve("files/dashboard.json"), read("config/grafana/sluice.json"));
        copies.put(
                Chart.FOLDER.resolve("files/approval-policy.yaml"),
                read("operator/kubernetes/src/main/resources/approval-policy.yaml"));
        return copies;
    }

    private static String manifests() {
        var namespace =
                """
                # Sluice without helm, made from the chart by: %s
                # First the CRDs, then this:
                #   kubectl apply --server-side -f crds/generated/ && kubectl apply -f config/manifests/sluice.yaml
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels:
                    pod-security.kubernetes.io/enforce: restricted
                """
                        .formatted(COMMAND, Chart.NAMESPACE);
        var objects = Chart.text("")
                .replaceAll("(?m)^# Source: .*\n", "")
                .replaceAll("(?m)^ *app.kubernetes.io/managed-by: Helm\n", "")
                .replaceAll("(?m)^ *helm.sh/chart: .*\n", "");
        return namespace + objects;
    }

    private static void same(Path file, String expected) throws IOException {
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("run: %s", COMMAND).exists();
        // Not isEqualTo: nobody wants to read 300 KB of CRD twice.
        assertThat(Files.readString(file).equals(expected))
                .as("%s is not up to date; run: %s", Chart.ROOT.relativize(file), COMMAND)
                .isTrue();
    }

    private static String read(String path) throws IOException {
        return Files.readString(Chart.ROOT.resolve(path));
    }

    private static String fileNames(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.joining("\n"));
        }
    }
}
