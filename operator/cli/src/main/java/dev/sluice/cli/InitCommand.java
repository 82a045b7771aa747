package dev.sluice.cli;

import dev.sluice.cli.init.DiskFolder;
import dev.sluice.cli.init.Proposal;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.text.Nearest;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = {
            "Write a pipeline to begin with: of a template, or one for what is in this folder.",
            "What is here is looked at, and only commands are proposed that can run: their program, script or target is there."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InitCommand implements Callable<Integer> {

    private static final int LONGEST_NAME = 63;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEMPLATE",
            description = "ci, cd, release or security. Default: none, what is here is looked at.")
    Optional<String> template = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it; - is stdout. Default: ${DEFAULT-VALUE}.")
    String output = "sluice.yaml";

    @Option(names = "--force", description = "Write over a file that is there.")
    boolean force;

    @Option(names = "--list", description = "Say which templates there are, and write nothing.")
    boolean list;

    @Option(names = "--json", description = "Say for programs what was written, or which templates there are.")
    boolean json;

    @Override
    public Integer call() {
        if (list) {
            return list();
        }
        return template.isPresent() ? fromTemplate(template.get()) : fromFolder();
    }

    private int list() {
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (json) {
            List<Source> all = Template.ALL.stream().map(InitCommand::json).toList();
            out.println(SpacedJson.indented(Draft.list(all, Optional.empty())));
        } else {
            Template.ALL.forEach(known -> out.printf("%-10s%s%n", known.name(), known.steps()));
        }
        return Exit.SUCCEEDED;
    }

    private static Source json(Template known) {
        return new Draft(Optional.empty())
                .putText("name", known.name())
                .putText("steps", known.steps())
                .done();
    }

    private int fromTemplate(String name) {
        Template chosen = Template.named(name)
                .orElseThrow(() -> new UserError("there is no template \"%s\"%s; there are %s"
                        .formatted(name, Nearest.hint(name, Template.names()), String.join(", ", Template.names()))));
        write(chosen.text(), List.of(), List.of(), chosen.next());
        return Exit.SUCCEEDED;
    }

    private int fromFolder() {
        Path here = Path.of("").toAbsolutePath();
        Proposal proposal = Proposal.of(new DiskFolder(here, System.getenv().getOrDefault("PATH", "")));
        if (proposal.units().isEmpty()) {
            List<String> lines = new ArrayList<>(List.of("nothing is here to propose a pipeline from:"));
            proposal.leftOut().forEach(line -> lines.add("  " + line));
            if (proposal.found().isEmpty()) {
                lines.add(
                        "  no pom.xml, build.gradle, package.json, go.mod, Cargo.toml, pyproject.toml, requirements.txt or Makefile,"
                                + " nor in the folders below");
            }
            lines.add("a template is a beginning too: sluice init " + String.join("|", Template.names()));
            throw new UserError(lines);
        }
        String name = StepNames.slug(
                Optional.ofNullable(here.getFileName()).map(Path::toString).orElse(""), LONGEST_NAME);
        write(proposal.text(name.isEmpty() ? "pipeline" : name), proposal.found(), proposal.leftOut(), "sluice run");
        return Exit.SUCCEEDED;
    }

    private void write(String text, List<String> found, List<String> leftOut, String run) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        PrintStream err = Terminal.stream(Terminal.ERR);
        found.forEach(line -> err.println("found: " + line));
        leftOut.forEach(line -> err.println("left out: " + line));
        if (output.equals("-")) {
            out.print(text);
            return;
        }
        save(text);
        String next = output.equals("sluice.yaml") ? run : run.replace("sluice run", "sluice run -f " + output);
        if (json) {
            out.println(SpacedJson.indented(new Draft(Optional.empty())
                    .putText("file", output)
                    .put("found", Source.of(found))
                    .put("left_out", Source.of(leftOut))
                    .putText("next", next)
                    .done()));
        } else {
            out.println(output);
        }
        err.println("next: " + next);
    }

    private void save(String text) {
        try {
            Path file = Path.of(output);
            if (Files.exists(file) && !force) {
                throw new UserError(output + ": is there already, and is left as it is; --force writes over it,"
                        + " -o FILE writes elsewhere");
            }
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text);
        } catch (InvalidPathException e) {
            throw new UserError(output + ": is no file name");
        } catch (IOException e) {
            throw new UserError(output + ": " + LocalFailure.reason(e));
        }
    }
}
