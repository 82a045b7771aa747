package dev.sluice.local;

import dev.sluice.core.text.Outputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file behind {@code $SLUICE_OUTPUT}. */
final class OutputFile {

    private OutputFile() {}

    static Outputs read(Path file) {
        try {
            if (Files.size(file) > Outputs.MOST_BYTES + Outputs.MOST_UPLOAD_BYTES) {
                return Outputs.tooLong();
            }
            return Outputs.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Outputs.Unreadable("its $SLUICE_OUTPUT cannot be read: " + LocalFailure.reason(e));
        }
    }

    /** Why the attempt failed, where it says so itself. */
    static Optional<String> failure(Path file) {
        try {
            return Files.size(file) > Outputs.MOST_BYTES + Outputs.MOST_UPLOAD_BYTES
                    ? Optional.empty()
                    : Outputs.failure(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
