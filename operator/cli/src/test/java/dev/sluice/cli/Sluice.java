package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as users meet it: a process with its arguments, in a folder of its own. */
final class Sluice {

    private static final boolean ENV_GIVES_SIGNALS_BACK = envGivesSignalsBack();

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> flags = new ArrayList<>();

    Sluice(Path directory) {
        this.directory = directory;
    }

    record Result(int status, String out, String err) {

        List<String> outLines() {
            return out.lines().toList();
        }

        List<String> errLines() {
            return err.lines().toList();
        }
    }

    /** A PodTemplate whose program is a script, to be followed by another. */
    static String agent(String type, String script) {
        return """
                apiVersion: v1
                kind: PodTemplate
                metadata: {name: %s}
                template: {spec: {containers: [{name: agent, image: busybox, command: [sh, -c, '%s']}]}}
                ---
                """
                .formatted(type, script);
    }

    Sluice with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Sluice withFlag(String flag) {
        flags.add(flag);
        return this;
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kubeconfig of a cluster that does not answer, with a context x. */
    Path kubeconfigOfNobody() {
        return file(
                "config",
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]
                users: [{name: u, user: {}}]
                contexts: [{name: x, context: {cluster: c, user: u, namespace: n}}]
                current-context: x
                """);
    }

    Result call(String... arguments) {
        try {
            Process process = start(arguments);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("sluice " + String.join(" ", arguments) + " did not end");
            }
            return result(process);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #call}, with both outputs on a terminal: util-linux's script makes one. */
    Result callOnTerminal(String... arguments) throws IOException, InterruptedException {
        Process process = startOnTerminal(new Window(80, 24), arguments);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("sluice " + String.join(" ", arguments) + " did not end");
        }
        return result(process);
    }

    /** What is written to the process is typed. */
    Process startOnTerminal(Window window, String... arguments) throws IOException {
        String line = "stty cols %d rows %d; exec %s"
                .formatted(window.columns(), window.lines(), String.join(" ", command(arguments)));
        return start(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
    }

    /** What was printed up to now. */
    String shown() throws IOException {
        return read("stdout");
    }

    Process start(String... arguments) throws IOException {
        return start(command(arguments));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(flags);
        command.add("dev.sluice.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(listening(command))
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        List.of("CI", "NO_COLOR").forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * A shell that starts this build in the background makes it and all below it deaf to Ctrl-C, and a JVM keeps it so. Where
     * {@code env} can, the signal is given back.
     */
    private static List<String> listening(List<String> command) {
        if (!ENV_GIVES_SIGNALS_BACK) {
            return command;
        }
        List<String> listening = new ArrayList<>(List.of("env", "--default-signal=INT"));
        listening.addAll(command);
        return listening;
    }

    private static boolean envGivesSignalsBack() {
        try {
            return new ProcessBuilder("env", "--default-signal=INT", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Result result(Process ended) throws IOException {
        return new Result(ended.exitValue(), read("stdout"), read("stderr"));
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
    }
}
