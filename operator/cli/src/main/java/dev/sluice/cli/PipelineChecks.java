package dev.sluice.cli;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.local.Agent;
import dev.sluice.local.Preflight;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pipeline here, and what of this machine it uses. */
final class PipelineChecks {

    private static final Pattern WORD = Pattern.compile("(?m)(?:^|[;&|(]|\\$\\()\\s*([A-Za-z][A-Za-z0-9._-]*)");

    private final Diagnosis diagnosis;
    private final Loaded loaded;
    private final Map<String, String> caller = System.getenv();

    private PipelineChecks(Diagnosis diagnosis, Loaded loaded) {
        this.diagnosis = diagnosis;
        this.loaded = loaded;
    }

    static void of(Diagnosis diagnosis, PipelineOptions options) {
        try {
            for (Optional<String> name : names(options)) {
                options.pipeline = name.or(() -> options.pipeline);
                new PipelineChecks(diagnosis, Loaded.withoutRun(options)).look();
            }
        } catch (UserError e) {
            e.lines().forEach(line -> diagnosis.bad("pipeline", line, ""));
        }
    }

    /** All of a file's, where none is named. */
    private static List<Optional<String>> names(PipelineOptions options) {
        List<SourceFile.Document> all = options.source().ofKind("Pipeline");
        return options.chosen().isPresent() || all.size() < 2
                ? List.of(Optional.empty())
                : all.stream().map(document -> Optional.of(document.resource())).toList();
    }

    private void look() {
        String name = loaded.plan().pipeline();
        diagnosis.good(
                "pipeline",
                name + " in " + loaded.file().name() + ": "
                        + Counted.of(loaded.plan().jobCount(), "job"));
        loaded.where().suspended().ifPresent(line -> diagnosis.warning("pipeline", line, ""));
        loaded.where()
                .lines(Preflight.check(loaded.pipeline(), loaded.agents(), caller))
                .forEach(line -> diagnosis.bad("needs", line, ""));
        agents();
        secrets();
        tools();
    }

    private void agents() {
        steps().stream()
                .flatMap(step -> step.work().agent().stream())
                .distinct()
                .flatMap(agent -> loaded.agents().find(agent).stream())
                .map(Agent::name)
                .forEach(agent -> diagnosis.good("agent", agent));
    }

    /** Those that are missing are among what the pipeline needs. */
    private void secrets() {
        steps().stream()
                .flatMap(step -> step.work().secrets().stream())
                .map(Work.SecretVariable::name)
                .distinct()
                .filter(caller::containsKey)
                .forEach(name -> {
                    if (caller.get(name).isEmpty()) {
                        diagnosis.warning("secret", name + " is set, and empty", "export " + name + "=…");
                    } else {
                        diagnosis.good("secret", name + " is set");
                    }
                });
    }

    private void tools() {
        Set<String> demanded = new LinkedHashSet<>();
        Set<String> mentioned = new LinkedHashSet<>();
        for (CommandStep step : steps()) {
            Hooks hooks = step.exchange().hooks();
            hooks.before().forEach(program -> tools(program, demanded, mentioned));
            step.work().program().ifPresent(program -> tools(program, demanded, mentioned));
            hooks.after().forEach(program -> tools(program, demanded, mentioned));
        }
        mentioned.removeAll(demanded);
        demanded.forEach(tool -> tool(tool, true));
        mentioned.forEach(tool -> tool(tool, false));
    }

    /** The program of a command has to be there; a script may look for itself what there is. */
    private static void tools(Work.Program program, Set<String> demanded, Set<String> mentioned) {
        if (program instanceof Work.Program.Command command) {
            String tool = command.argv().get(0);
            if (!tool.contains("$")) {
                demanded.add(tool);
            }
            command.argv().stream().skip(1).forEach(argument -> mentioned(argument, mentioned));
        } else if (program instanceof Work.Program.Script script) {
            mentioned(script.text(), mentioned);
        }
    }

    private static void mentioned(String text, Set<String> mentioned) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            if (Tools.known(words.group(1))) {
                mentioned.add(words.group(1));
            }
        }
    }

    private void tool(String tool, boolean demanded) {
        Optional<Path> found = Tools.find(tool);
        if (found.isPresent()) {
            diagnosis.good(
                    "tool",
                    tool
                            + (Tools.known(tool)
                                    ? Tools.version(tool).map(v -> ": " + v).orElse("")
                                    : ""));
        } else if (demanded) {
            diagnosis.bad("tool", tool + " is not there", "install it, or put its folder in PATH");
        } else {
            diagnosis.warning("tool", tool + " is not there, and a script names it", "install it where that is run");
        }
    }

    private List<CommandStep> steps() {
        return loaded.plan().steps().values().stream()
                .filter(step -> step.skipped().isEmpty())
                .map(PlannedStep::step)
                .filter(CommandStep.class::isInstance)
                .map(CommandStep.class::cast)
                .toList();
    }
}
