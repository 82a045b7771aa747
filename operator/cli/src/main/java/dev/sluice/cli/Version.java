package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** As the build wrote it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {line(), "Java " + Runtime.version()};
    }

    static String line() {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = build.getProperty("commit", "");
        // Unreplaced where the build had no git at hand.
        boolean known = !commit.isEmpty() && !commit.startsWith("$");
        return "sluice " + build.getProperty("version") + (known ? " (" + commit + ")" : "");
    }
}
