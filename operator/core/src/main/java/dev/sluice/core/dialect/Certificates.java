package dev.sluice.core.dialect;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Certificates as text, in PEM. */
final class Certificates {

    private Certificates() {}

    static Optional<List<X509Certificate>> read(Fields fields, String field, String text) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!certificates.isEmpty()) {
                return Optional.of(certificates);
            }
        } catch (CertificateException e) {
            // What was read may be a private key: nothing of it is told.
        }
        fields.problem(field, "holds no certificates in PEM: -----BEGIN CERTIFICATE----- and so on");
        return Optional.empty();
    }
}
