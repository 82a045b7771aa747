package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /** As {@code printf '%s' '1763719200.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef} has it. */
    @Test
    void isWhatOthersMakeOfTheSame() {
        assertThat(Signature.of("0123456789abcdef", "1763719200", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256=6f677d94ef221e2141852cf82b2dd422fe2e1fb605365c2702b72747a81a45af");
    }
}
