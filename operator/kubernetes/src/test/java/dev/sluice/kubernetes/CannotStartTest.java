package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CannotStartTest {

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(
                        "nobody listens",
                        new KubernetesClientException("Operation: [list]", new ConnectException()),
                        "it does not answer (ConnectException)"),
                Arguments.of(
                        "its certificate is not trusted, told through a framework",
                        new OperatorException("start", new IOException("PKIX path building failed")),
                        "PKIX path building failed"),
                Arguments.of(
                        "the CRDs are not there",
                        new KubernetesClientException("Not Found", 404, null),
                        "it does not know pipelines.sluice.dev; apply the CRDs first (they come with the chart)"),
                Arguments.of(
                        "it forbids",
                        new KubernetesClientException("pipelines is forbidden", 403, null),
                        "pipelines is forbidden"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void saysInOneLineWhatWasMet(String name, Exception met, String reason) throws Exception {
        URL url = URI.create("https://10.0.0.1/").toURL();
        assertThat(CannotStart.because(url, met))
                .hasMessage("can't start with the API server at https://10.0.0.1/: " + reason);
    }
}
