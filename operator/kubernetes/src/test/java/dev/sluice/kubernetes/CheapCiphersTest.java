package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheapCiphersTest {

    @Test
    void noneIsLostAndTheOthersKeepTheirOrder() {
        assertThat(CheapCiphers.ordered(
                        "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"))
                .containsExactly("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
    }
}
