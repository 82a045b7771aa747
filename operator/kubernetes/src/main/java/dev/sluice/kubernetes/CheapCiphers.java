package dev.sluice.kubernetes;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Asks for ChaCha20 before AES. Without its second compiler, or before that has come to it, Java computes AES-GCM bit by bit, which took a
 * fifth of the operator's time in a burst of runs. An API server that does not want ChaCha20 chooses another.
 */
final class CheapCiphers extends JdkHttpClientFactory {

    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
        try {
            SSLParameters parameters = SSLContext.getDefault().getDefaultSSLParameters();
            parameters.setCipherSuites(ordered(parameters.getCipherSuites()));
            builder.sslParameters(parameters);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    static String[] ordered(String... suites) {
        return Stream.of(suites)
                .sorted(Comparator.comparing(suite -> !suite.contains("CHACHA20")))
                .toArray(String[]::new);
    }
}
