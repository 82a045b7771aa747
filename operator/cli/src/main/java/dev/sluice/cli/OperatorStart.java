package dev.sluice.cli;

import dev.sluice.core.dialect.AllowListReader;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.override.AllowList;
import dev.sluice.kubernetes.CannotStart;
import dev.sluice.kubernetes.OperatorMain;
import dev.sluice.kubernetes.OperatorSettings;
import dev.sluice.kubernetes.OperatorSettingsBuilder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** From options and environment to a running operator. */
final class OperatorStart {

    private static final List<String> LEVELS = List.of("SEVERE", "WARNING", "INFO", "FINE", "FINER");

    private static final List<String> FRAMEWORKS =
            List.of("io.fabric8", "io.javaoperatorsdk", "Default ConfigurationService implementation");

    /** The JDK forgets a logger, and its level, that nobody holds. */
    private static final List<Logger> KEPT = new ArrayList<>();

    private OperatorStart() {}

    static int start(OperatorCommand command, Map<String, String> environment, PrintWriter err)
            throws InterruptedException {
        OperatorSettings settings = settings(command, environment);
        log(level(command, environment));
        try {
            OperatorMain.run(settings);
            return Exit.SUCCEEDED;
        } catch (CannotStart e) {
            err.println("sluice: " + e.getMessage());
            return Exit.FAILED;
        }
    }

    static OperatorSettings settings(OperatorCommand command, Map<String, String> environment) {
        return OperatorSettingsBuilder.builder(OperatorSettings.DEFAULT)
                .namespaces(namespaces(command, environment))
                .leaderElection(leaderElection(command, environment))
                .port(port(command, environment))
                .uploads(uploads(environment))
                .overrides(overrides(environment))
                .gitImage(Optional.ofNullable(environment.get("SLUICE_GIT_IMAGE"))
                        .filter(image -> !image.isEmpty())
                        .orElse(OperatorSettings.GIT_IMAGE))
                .approvals(approvals(environment))
                .channels(Optional.ofNullable(environment.get("SLUICE_CHANNELS"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of))
                .build();
    }

    private static Set<String> namespaces(OperatorCommand command, Map<String, String> environment) {
        return command.namespaces.isEmpty()
                ? names(environment.getOrDefault("SLUICE_NAMESPACES", ""))
                : names(String.join(",", command.namespaces));
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .forEach(names::add);
        return names;
    }

    private static OperatorSettings.Approvals approvals(Map<String, String> environment) {
        return new OperatorSettings.Approvals(
                Optional.ofNullable(environment.get("SLUICE_APPROVAL_POLICY")).filter(name -> !name.isEmpty()),
                environment.getOrDefault("SLUICE_ACCOUNT", ""),
                names(environment.getOrDefault("SLUICE_UNVERIFIED_APPROVALS", "")));
    }

    private static Optional<OperatorSettings.LeaderElection> leaderElection(
            OperatorCommand command, Map<String, String> environment) {
        if (!command.leaderElection
                && !environment.getOrDefault("SLUICE_LEADER_ELECTION", "false").equals("true")) {
            return Optional.empty();
        }
        String namespace = environment.get("POD_NAMESPACE");
        String identity = environment.get("POD_NAME");
        if (namespace == null || identity == null) {
            throw new UserError(
                    "sluice: leader election needs POD_NAMESPACE and POD_NAME in the environment, which the chart sets");
        }
        return Optional.of(new OperatorSettings.LeaderElection(namespace, identity));
    }

    private static Optional<OperatorSettings.UploadService> uploads(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("SLUICE_UPLOAD_URL"))
                .filter(url -> !url.isEmpty())
                .map(url -> new OperatorSettings.UploadService(
                        number(environment.getOrDefault(
                                "SLUICE_UPLOAD_PORT", String.valueOf(OperatorSettings.UPLOAD_PORT))),
                        url));
    }

    private static AllowList overrides(Map<String, String> environment) {
        String text = environment.getOrDefault("SLUICE_OVERRIDES", "");
        if (text.isBlank()) {
            return AllowList.NOTHING;
        }
        try {
            Reading<AllowList> reading = AllowListReader.read(
                    Source.parse(text.getBytes(StandardCharsets.UTF_8)).get(0));
            return reading.value()
                    .orElseThrow(() -> new UserError(reading.problems().stream()
                            .map(problem -> "sluice: SLUICE_OVERRIDES: " + problem)
                            .toList()));
        } catch (SourceException e) {
            throw new UserError("sluice: SLUICE_OVERRIDES: " + e.getMessage());
        }
    }

    private static int port(OperatorCommand command, Map<String, String> environment) {
        String text = command.port
                .map(String::valueOf)
                .orElseGet(() -> environment.getOrDefault("SLUICE_PORT", String.valueOf(OperatorSettings.PORT)));
        return number(text);
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new UserError("sluice: port " + text + ": must be a number from 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static Level level(OperatorCommand command, Map<String, String> environment) {
        String name = command.logLevel.orElseGet(() -> environment.getOrDefault("SLUICE_LOG_LEVEL", "INFO"));
        if (!LEVELS.contains(name)) {
            throw new UserError("sluice: log level " + name + ": must be one of " + String.join(", ", LEVELS));
        }
        return Level.parse(name);
    }

    /** What frameworks tell of themselves is for who asks for it. */
    private static void quieter(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : Level.WARNING);
        KEPT.add(logger);
    }

    /** One line an entry, as log collectors want it. */
    private static void log(Level level) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        Logger.getLogger("dev.sluice").setLevel(level);
        FRAMEWORKS.forEach(name -> quieter(name, level));
        Logger versions = Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");
        versions.setLevel(Level.SEVERE); // that v1alpha1 is not stable is no news
        KEPT.add(versions);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(level);
        }
    }
}
