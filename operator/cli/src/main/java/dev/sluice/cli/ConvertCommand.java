package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.YamlText;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Planner;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "convert",
        description = {
            "Print a file of any format as the resources that run the same in a cluster.",
            "Its variables are looked up in this environment, now."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ConvertCommand implements Callable<Integer> {

    @Mixin
    PipelineOptions options = new NamedPipelineOptions();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "What steps run in that name no image: other formats need not. Default: ${DEFAULT-VALUE}.")
    String image = "busybox:latest";

    @Option(
            names = "--json",
            description = "As JSON: a List of resources, which kubectl takes as well. Comments are not in it.")
    boolean json;

    @Override
    public Integer call() {
        SourceFile file = options.source();
        List<SourceFile.Document> pipelines = chosen(file);
        PrintStream out = Terminal.stream(Terminal.OUT);
        List<String> documents = new ArrayList<>();
        Set<String> agents = new LinkedHashSet<>();
        for (SourceFile.Document document : pipelines) {
            ClusterForm form = new ClusterForm(document, image);
            agents.addAll(form.agents());
            documents.add(comments(document, form) + YamlText.of(form.resource()));
        }
        List<SourceFile> files = files(file);
        documents.addAll(PodTemplates.of(agents, files));
        String yaml = String.join("---\n", documents);
        out.print(json ? list(yaml) : yaml);
        out.flush();
        warn(PodTemplates.unknown(agents, files));
        return Exit.SUCCEEDED;
    }

    private static String list(String yaml) {
        List<Source> items = SourceFile.of("the resources", yaml.getBytes(StandardCharsets.UTF_8)).documents().stream()
                .map(SourceFile.Document::source)
                .toList();
        return "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": "
                + new Source.Sequence(items, Optional.empty()).json() + "}\n";
    }

    /** A comment in what goes through a pipe into kubectl is read by nobody. */
    private static void warn(List<String> unknown) {
        if (!unknown.isEmpty()) {
            Terminal.stream(Terminal.ERR)
                    .println(
                            ("sluice: what these agents run is not known here: %s. Their PodTemplates are to be filled in; applied as they are"
                                            + " they replace those of that name in the cluster. --agents FILE names yours")
                                    .formatted(String.join(", ", unknown)));
        }
    }

    private List<SourceFile> files(SourceFile file) {
        List<SourceFile> files = new ArrayList<>(List.of(file));
        options.agents.forEach(name -> Loaded.files(name).forEach(f -> files.add(SourceFile.read(f))));
        return files;
    }

    /** All of them where none is named; a graph has several. */
    private List<SourceFile.Document> chosen(SourceFile file) {
        List<SourceFile.Document> pipelines = file.ofKind(ResourceReader.PIPELINE);
        if (pipelines.isEmpty() || options.chosen().isPresent()) {
            return List.of(ChosenPipeline.from(file, options.chosen()).where().document());
        }
        return pipelines;
    }

    /** What is wrong is told in place of a resource that would be refused; what is not built yet stands above it. */
    private static String comments(SourceFile.Document document, ClusterForm form) {
        Reading<Pipeline> reading = ResourceReader.readPipeline(document.source());
        List<Problem> problems = reading.then(Planner::whole).problems();
        List<Problem> wrong = problems.stream()
                .filter(problem -> problem.kind() == Problem.Kind.INVALID)
                .toList();
        if (!wrong.isEmpty()) {
            throw new UserError(document.lines(wrong));
        }
        StringBuilder comments = new StringBuilder();
        form.imageNote().ifPresent(line -> comment(comments, line));
        if (!document.notes().isEmpty()) {
            comment(comments, "Not all is done as the file says:");
            NotesText.of(document.notes()).forEach(line -> comment(comments, line));
        }
        document.lines(problems).forEach(line -> comment(comments, line));
        return comments.toString();
    }

    private static void comment(StringBuilder comments, String line) {
        comments.append("# ").append(line.replaceAll("\\p{Cntrl}", "?")).append('\n');
    }
}
