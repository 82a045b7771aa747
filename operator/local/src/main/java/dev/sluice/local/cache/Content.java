package dev.sluice.local.cache;

import dev.sluice.core.text.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;

/** What is in files, and who may do what with them. */
final class Content {

    private static final int CHUNK = 1 << 16;

    private Content() {}

    static String digest(Path file) throws IOException {
        return copy(file, OutputStream.nullOutputStream());
    }

    /** Returns the digest of what was copied. */
    static String copy(Path from, OutputStream to) throws IOException {
        MessageDigest sha = Fingerprint.sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(from)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sha.update(chunk, 0, read);
                to.write(chunk, 0, read);
            }
        }
        return Fingerprint.text(sha);
    }

    static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
