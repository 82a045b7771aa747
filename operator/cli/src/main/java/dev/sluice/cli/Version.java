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
        String commit = commit();
        return "sluice " + number() + (commit.isEmpty() ? "" : " (" + commit + ")");
    }

    static String number() {
        return build().getProperty("version");
    }

    /** Empty where the build had no git at hand. */
    static String commit() {
        String commit = build().getProperty("commit", "");
        return commit.startsWith("$") ? "" : commit;
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }
}
