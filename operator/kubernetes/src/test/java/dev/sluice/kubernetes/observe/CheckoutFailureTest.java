package dev.sluice.kubernetes.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.schedule.Failure;
import dev.sluice.kubernetes.pod.Checkout;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutFailureTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "128 | fatal: unable to access 'https://g/x/': Could not resolve host: g | INFRASTRUCTURE | fatal: unable to access 'https://g/x/': Could not resolve host: g",
                "128 | fatal: unable to access 'https://g/x/': The requested URL returned error: 301 | INFRASTRUCTURE | fatal: unable to access 'https://g/x/': The requested URL returned error: 301: the server redirects, and with a Secret no redirect is followed: write the URL it redirects to",
                "128 | fatal: unable to access 'https://g/x/': The requested URL returned error: 403 | INFRASTRUCTURE | fatal: unable to access 'https://g/x/': The requested URL returned error: 403",
                "65  | there is no commit dead in https://g/x | UNSTARTABLE | there is no commit dead in https://g/x",
                "137 | '' | INFRASTRUCTURE | exit code 137"
            })
    void itIsToldInGitsLastWords(int code, String message, Failure.Kind kind, String told) {
        Failure failure = CheckoutFailure.of(new ContainerStateTerminatedBuilder()
                .withExitCode(code)
                .withReason("Error")
                .withMessage(message)
                .build());
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).isEqualTo("checkout failed: " + told);
        assertThat(code == Checkout.NEVER).isEqualTo(kind == Failure.Kind.UNSTARTABLE);
    }
}
