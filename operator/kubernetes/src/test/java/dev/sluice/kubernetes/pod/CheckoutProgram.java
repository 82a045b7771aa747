package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The checkout's program on this machine: its fixed folders are in a test's own, the Secret in {@code secret}, and files are a way to a repository too. */
record CheckoutProgram(Path folder, UnaryOperator<String> changed) {

    CheckoutProgram(Path folder) {
        this(folder, UnaryOperator.identity());
    }

    /** How it ended, and what it says to the kubelet. */
    record Ended(int status, String err, Optional<String> message) {

        String lastLine() {
            List<String> lines = err.lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    Ended run(String url, String revision, String depth, String place) throws IOException, InterruptedException {
        Path message = folder.resolve("message");
        Files.deleteIfExists(message);
        Path tmp = Files.createTempDirectory(folder, "tmp");
        String program = changed.apply(text())
                .replaceAll("/tmp\\b", tmp.toString())
                .replace("/sluice/git", folder + "/secret")
                .replace("/dev/termination-log", message.toString())
                .replace("GIT_ALLOW_PROTOCOL=ssh", "GIT_ALLOW_PROTOCOL=ssh:file");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", program, "checkout");
        builder.environment()
                .putAll(Map.of(
                        "SLUICE_CHECKOUT_URL", url,
                        "SLUICE_CHECKOUT_REVISION", revision,
                        "SLUICE_CHECKOUT_DEPTH", depth,
                        "SLUICE_CHECKOUT_PLACE",
                                place.isEmpty() ? "" : folder.resolve(place).toString()));
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(err),
                Files.exists(message) ? Optional.of(Files.readString(message)) : Optional.empty());
    }

    private static String text() throws IOException {
        try (InputStream in = Checkout.class.getResourceAsStream("checkout.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
