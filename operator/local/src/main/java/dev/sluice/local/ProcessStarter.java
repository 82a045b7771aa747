package dev.sluice.local;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Makes an attempt a process of its own session, its output in the job's log. */
final class ProcessStarter {

    private static final File NOTHING = new File("/dev/null");

    private final Function<Job, Agent.Catalog> agents;
    private final RunFolder folder;
    private final Path directory;
    private final Map<String, String> caller;
    private final Optional<Path> setsid;

    /**
     * @param directory where processes start
     * @param caller Sluice's own environment: inherited, and the source of secrets
     */
    ProcessStarter(Function<Job, Agent.Catalog> agents, RunFolder folder, Path directory, Map<String, String> caller) {
        this.agents = agents;
        this.folder = folder;
        this.directory = directory;
        this.caller = caller;
        this.setsid = Commands.find("setsid", directory, caller.getOrDefault("PATH", ""));
    }

    Machine.Started start(Plan plan, Action.Start action, Instant now) {
        String name = action.job().name();
        Path script = folder.script(name);
        Path output = folder.output(name, action.attempt());
        try {
            JobProcess.Files files = files(action, output);
            Launch launch = Launch.of(
                    action.assignment(), secrets(plan, action), agents.apply(action.job()), script, output, caller);
            writeScript(action, script);
            ProcessBuilder builder = builder(launch, files.log());
            Optional<String> trouble = Commands.trouble(
                    launch.argv().get(0), directory, builder.environment().getOrDefault("PATH", ""));
            if (trouble.isPresent()) {
                return new Machine.Started(JobProcess.unstartable(action, now, files, trouble.get()), Optional.empty());
            }
            return start(action, now, files, builder);
        } catch (IOException e) {
            throw LocalFailure.of("cannot write to " + folder.path(), e, "is the disk full?");
        }
    }

    /** The files of an attempt that is no process, whose log says where to look on. */
    JobProcess.Files filesOf(Action.Start action, String line) {
        try {
            JobProcess.Files files = files(action, folder.output(action.job().name(), action.attempt()));
            Files.writeString(files.log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return files;
        } catch (IOException e) {
            throw LocalFailure.of("cannot write to " + folder.path(), e, "is the disk full?");
        }
    }

    /** Where they will be. */
    JobProcess.Files untouched(Action.Start action) {
        String job = action.job().name();
        Path log = folder.log(job);
        try {
            long written = Files.exists(log) ? Files.size(log) : 0;
            return new JobProcess.Files(log, written, folder.output(job, action.attempt()));
        } catch (IOException e) {
            throw LocalFailure.of("cannot read " + log, e, "may you read it?");
        }
    }

    /** A word of Sluice's own at the end of a job's log. */
    void note(JobProcess process, String message) {
        Path log = process.record().log();
        try {
            Files.writeString(log, "sluice: " + message + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw LocalFailure.of("cannot write to " + log, e, "is the disk full?");
        }
    }

    private static Machine.Started start(
            Action.Start action, Instant now, JobProcess.Files files, ProcessBuilder builder) {
        try {
            Process process = builder.start();
            ProcessTree tree = new ProcessTree(process.toHandle(), "SLUICE_OUTPUT=" + files.output());
            return new Machine.Started(
                    JobProcess.running(action, now, files, tree), Optional.of(Interruption.exitCode(process)));
        } catch (IOException e) {
            OptionalInt interrupted = Interruption.caughtWhileStarting(e);
            if (interrupted.isPresent()) {
                return new Machine.Started(
                        JobProcess.running(action, now, files), Optional.of(Interruption.told(interrupted.getAsInt())));
            }
            String message = "cannot be started: " + LocalFailure.reason(e);
            return new Machine.Started(JobProcess.unstartable(action, now, files, message), Optional.empty());
        }
    }

    private JobProcess.Files files(Action.Start action, Path output) throws IOException {
        Files.write(output, new byte[0]);
        Path log = folder.log(action.job().name());
        if (action.attempt() > 1) {
            String line = "--- attempt " + action.attempt() + " ---\n";
            Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return new JobProcess.Files(log, Files.exists(log) ? Files.size(log) : 0, output);
    }

    private static void writeScript(Action.Start action, Path file) throws IOException {
        if (action.assignment().program().orElse(null) instanceof Work.Program.Script script) {
            Files.writeString(file, script.text(), StandardCharsets.UTF_8);
        }
    }

    private static List<Work.SecretVariable> secrets(Plan plan, Action.Start action) {
        return ((CommandStep) plan.step(action.job().id().step()).step()).work().secrets();
    }

    private ProcessBuilder builder(Launch launch, Path log) {
        List<String> argv = new ArrayList<>();
        setsid.ifPresent(s -> argv.add(s.toString()));
        argv.addAll(launch.argv());
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(caller);
        builder.environment().putAll(launch.environment());
        return builder;
    }
}
