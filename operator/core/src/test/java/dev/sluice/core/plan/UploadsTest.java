package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of steps that jobs add to their run (A7). */
class UploadsTest {

    private static final Uploads UPLOADS = new Uploads(UploadReader::add, pipeline -> List.of());

    /** {@code by: graph} for each upload; in all of them every step may upload. */
    private static Plan plan(String pipeline, String... uploads) {
        List<Upload> all = new ArrayList<>();
        for (String upload : uploads) {
            String[] parts = upload.split(": ");
            all.add(new Upload(new JobId(parts[0], 0), uploading(parts[1])));
        }
        return UPLOADS.plan(Written.pipeline(Written.steps(uploading(pipeline))), RunRequest.NONE, all);
    }

    private static String uploading(String notation) {
        return Notation.yaml(notation).replace("script: x", "script: x, upload: true");
    }

    static Stream<Arguments> graphs() {
        return Stream.of(
                row("a step comes after the one it stands after", "a b", "a: x", "a< x<a b<"),
                row("unless it says what it comes after", "a b", "a: x<b", "a< x<b b<"),
                row("or that it comes after nothing", "a b", "a: x<", "a< x< b<"),
                row("those of an upload may name each other", "a", "a: x p<x", "a< x<a p<x"),
                row("whatever comes first", "a", "a: x<p p", "a< x<p p<a"),
                row("a wait within holds back what is below it there", "a", "a: x |w p", "a< x<a w<a+x p<w"),
                row("and nothing else", "a b", "a: x |w p", "a< x<a w<a+x p<w b<"),
                row("a wait first", "a", "a: |w p", "a< w<a p<w"),
                row("a wait of the pipeline below comes after them", "a |w b", "a: x p", "a< x<a p<a w<a+x+p b<w"),
                row("also after a wait of theirs", "a |w b", "a: x |v p", "a< x<a v<a+x p<v w<a+x+v+p b<w"),
                row("one above does not hold them back", "z |w a<", "a: x", "z< w<z a< x<a"),
                row("a wait that says what it comes after stays so", "a |w<a b", "a: x", "a< x<a w<a b<w"),
                row("in a group they are of the group", "(g a b) c<g", "a: x", "a< x<a b< c<a+x+b"),
                row("and its dependencies are those of the step they follow", "z (g<z a)", "a: x", "z< a<z x<a"),
                row("a group may be uploaded", "a b", "a: (g x p<x)", "a< x<a p<x b<"),
                row("with dependencies of its own", "a b", "a: (g<b x p)", "a< x<b p<b b<"),
                row("and named", "a", "a: (g x p) z<g", "a< x<a p<a z<x+p"),
                row("two uploads of a step, in their order", "a", "a: x|a: p", "a< x<a p<a"),
                row("a wait in the first is none for the second", "a", "a: x |v|a: p", "a< x<a v<a+x p<a"),
                row("what was uploaded may upload", "a |w", "a: x|x: p", "a< x<a p<x w<a+x+p"),
                row("and a wait of its own upload waits for that", "a", "a: x |w|x: p", "a< x<a p<x w<a+x+p"),
                row("a later upload may name steps of an earlier one", "a b", "a: x|b: p<x", "a< x<a b< p<x"),
                row("a refused one adds nothing", "a b", "a: x b|b: p", "a< b< p<b"));
    }

    private static Arguments row(String name, String pipeline, String uploads, String edges) {
        return Arguments.of(name, pipeline, uploads, edges);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void are_planned(String name, String pipeline, String uploads, String edges) {
        Plan plan = plan(pipeline, uploads.split("\\|(?=[a-z]+: )"));
        assertThat(plan.steps().values().stream()
                        .map(step -> step.name() + "<" + String.join("+", step.dependsOn()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(edges);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "a name that is taken below",
                        "- {name: b, script: x}",
                        "steps[0].name: \"b\" is the name of spec.steps[1] already"),
                fault(
                        "its own step's name",
                        "- {name: a, script: x}",
                        "steps[0].name: \"a\" is the name of spec.steps[0] already"),
                fault(
                        "a name twice",
                        "[{name: x, script: x}, {name: x, script: z}]",
                        "steps[1].name: \"x\" is the name of steps[0] already"),
                fault(
                        "an unknown step",
                        "- {name: x, script: x, dependsOn: [aa]}",
                        "steps[0].dependsOn[0]: no step named \"aa\" (did you mean \"a\"?)"),
                fault(
                        "a cycle by way of a wait of the run",
                        "- {name: x, script: x, dependsOn: [c]}",
                        "steps[0].dependsOn: these steps wait for one another: x → w → c → x"),
                fault(
                        "an unknown field, and others, at once",
                        "steps: [{name: x, script: x, scrpt: y}]\nstepz: []",
                        "steps[0].scrpt: unknown field (did you mean \"script\"?)",
                        "stepz: unknown field (did you mean \"steps\"?)"),
                fault("no steps", "steps: []", "steps: is empty"),
                fault("a string", "hello", "is a string, not a mapping of fields to values"),
                fault(
                        "no YAML",
                        "- {name: x",
                        "line 1, column 11: is not YAML: while parsing a flow mapping, expected ',' or '}', but got <stream end>"),
                fault(
                        "two documents",
                        "- {name: x, script: x}\n---\n- {name: y, script: x}",
                        "holds 2 documents, not one"),
                fault("nothing but a comment", "# nothing", "holds no steps"),
                fault(
                        "an unknown variable",
                        "- {name: x, script: x, task: '${nobody}'}",
                        "steps[0].task: no variable named \"nobody\""),
                fault(
                        "an output of a step that need not have ended",
                        "- {name: x, script: x, dependsOn: [], task: '${steps.o.outputs.url}'}",
                        "steps[0].task: \"o\" need not have ended when this step starts; name it in dependsOn"),
                fault(
                        "what nobody acts on yet",
                        "- {name: x, script: x, queue: q}",
                        "steps[0].queue: is not supported yet"),
                fault(
                        "too many jobs",
                        "- {name: x, script: x, parallelism: 10000}\n- {name: p, script: x, parallelism: 9999}",
                        "spec.steps: are 20,003 jobs in all; at most 20,000"),
                fault(
                        "runAs: Job",
                        "- {name: x, script: x, upload: true, runAs: Job}",
                        "steps[0].upload: excludes runAs: Job; say runAs: Pod where the pipeline's defaults say Job"));
    }

    private static Arguments fault(String name, String text, String... faults) {
        return Arguments.of(
                name, text, Stream.of(faults).map(f -> "upload: " + f).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void are_refused_with_all_that_is_wrong(String name, String text, List<String> faults) {
        String pipeline =
                """
                - {name: a, script: x, upload: true}
                - {name: b, script: x}
                - {name: o, script: x, outputs: [url]}
                - {name: w, wait: {}}
                - {name: c, script: x}
                """;
        Plan plan = of(pipeline, new Upload(new JobId("a", 0), text));
        assertThat(plan.uploads().get(0).faults()).isEqualTo(faults);
        assertThat(plan.steps().keySet()).containsExactly("a", "b", "o", "w", "c");
    }

    private static Plan of(String steps, Upload... uploads) {
        return UPLOADS.plan(Written.pipeline(Written.steps(steps)), RunRequest.NONE, List.of(uploads));
    }

    private static List<String> faults(Plan plan, int upload) {
        return plan.uploads().get(upload).faults();
    }

    @Test
    void only_steps_that_say_so_may_upload() {
        Plan plan = of("- {name: a, script: x}\n- {name: w, wait: {}}", upload("a"), upload("w"), upload("nobody"));
        assertThat(faults(plan, 0)).containsExactly("upload: step \"a\" does not say upload: true");
        assertThat(faults(plan, 1)).containsExactly("upload: there is no such job");
        assertThat(faults(plan, 2)).containsExactly("upload: there is no such job");
    }

    private static Upload upload(String by) {
        return new Upload(new JobId(by, 0), "- {name: of-" + by + ", script: x}");
    }

    @Test
    void groups_do_not_nest_by_an_upload_either() {
        Plan plan = of(
                "- {name: g, group: {steps: [{name: a, script: x, upload: true}]}}",
                new Upload(new JobId("a", 0), "- {name: h, group: {steps: [{name: x, script: x}]}}"));
        assertThat(faults(plan, 0)).containsExactly("upload: steps[0].group: is in a group itself; groups don't nest");
    }

    @Test
    void uploads_of_uploads_come_to_an_end() {
        List<Upload> chain = IntStream.range(0, 11)
                .mapToObj(i -> new Upload(
                        new JobId(i == 0 ? "a" : "s" + i, 0), "- {name: s" + (i + 1) + ", script: x, upload: true}"))
                .toList();
        Plan plan = of("- {name: a, script: x, upload: true}", chain.toArray(Upload[]::new));
        assertThat(plan.steps()).hasSize(11);
        assertThat(faults(plan, 10))
                .containsExactly("upload: is made by a step that was uploaded itself, 10 deep; no deeper than that");
    }

    @Test
    void more_steps_than_a_run_may_have_are_refused() {
        String many = IntStream.range(0, 500)
                .mapToObj(i -> "- {name: s" + i + ", script: x}\n")
                .collect(Collectors.joining());
        Plan plan = of("- {name: a, script: x, upload: true}", new Upload(new JobId("a", 0), many));
        assertThat(faults(plan, 0))
                .containsExactly("upload: spec.steps: are 501 steps with those in groups; at most 500");
    }

    @Test
    void what_holds_for_the_pipeline_holds_for_them() {
        Pipeline pipeline = Written.pipeline(
                Written.spec(
                        """
                variables: {place: here}
                environment: {CI: "true"}
                defaults: {image: busybox:1, timeout: 5m}
                steps:
                - {name: a, script: x, upload: true}
                """));
        Plan plan = UPLOADS.plan(
                pipeline,
                RunRequest.NONE,
                List.of(new Upload(new JobId("a", 0), "- {name: x, script: z, task: 'to ${place}'}")));
        CommandStep x = (CommandStep) plan.step("x").step();
        assertThat(x.work().image()).contains("busybox:1");
        assertThat(x.limits().timeout()).isPresent();
        assertThat(plan.variables()).isEqualTo(Map.of("place", "here"));
        assertThat(plan.maxConcurrency()).isEqualTo(1);
    }

    @Test
    void what_the_place_demands_is_told_with_its_path() {
        Uploads demanding = new Uploads(
                UploadReader::add,
                pipeline -> List.of(Problem.invalid(
                        "uploads[" + (pipeline.uploads().size() - 1) + "].steps[0].agent", "there is no such agent")));
        Plan plan = demanding.plan(
                Written.pipeline(Written.steps("- {name: a, script: x, upload: true}")),
                RunRequest.NONE,
                List.of(upload("a")));
        assertThat(faults(plan, 0)).containsExactly("upload: steps[0].agent: there is no such agent");
    }
}
