package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing reaches git that it could take for anything but a URL and a revision, whoever wrote it. */
class WorkspaceSourceTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            nullValues = "-",
            textBlock =
                    """
            all is well                | {url: "https://g/x", revision: main}            | {}                                  | -
            with variables             | {url: "https://g/${repo}", revision: "${branch}"} | {event: {branch: dev}}             | -
            a branch of no event       | {url: "https://g/x", revision: "${branch}"}     | {}                                  | -
            an option                  | {url: "https://g/x", revision: --upload-pack=x} | {}                                  | spec.workspace.git.revision: begins with a dash
            both are wrong             | {url: "ext::sh", revision: "a b"}               | {}                                  | spec.workspace.git.url: must be a URL of https, http, ssh or git, or as git@host:path; spec.workspace.git.revision: is no name of a branch, tag or commit
            an option in a variable    | {url: "https://g/x", revision: "${repo}"}       | {variables: {repo: "--output=x"}}   | spec.workspace.git.revision: begins with a dash
            a URL in a variable        | {url: "${repo}"}                                | {variables: {repo: "file:///etc"}}  | spec.workspace.git.url: must be a URL of https, http, ssh or git, or as git@host:path
            an event that is an option | {url: "https://g/x"}                            | {event: {branch: "--a", tag: "b c", revision: "-d"}} | spec.event.revision: begins with a dash; spec.event.tag: is no name of a branch, tag or commit; spec.event.branch: begins with a dash
            an unknown variable        | {url: "https://g/${nobody}"}                    | {}                                  | spec.workspace.git.url: no variable named "nobody"
            a step's output            | {url: "https://g/${steps.a.outputs.b}"}         | {}                                  | spec.workspace.git.url: ${steps.a.outputs.b} is known in steps alone
            a text that grows          | {url: "https://g/x", revision: "${long}${long}"} | {}                                 | spec.workspace.git.revision: has 400 characters once all ${…} are replaced; at most 256
            """)
    void whatIsWrongIsSaid(String name, String git, String run, String expected) throws SourceException {
        String spec =
                "variables: {repo: x, long: %s}\nworkspace: {git: %s}\nsteps:\n- {name: a, script: x, outputs: [b]}\n"
                        .formatted("a".repeat(200), git);
        RunRequest request =
                RequestReader.read(Source.parse(run).get(0)).value().orElseThrow();
        Reading<Plan> plan = ResourceReader.readSpec("p", Source.parse(spec).get(0))
                .then(pipeline -> Planner.plan(pipeline, request));
        assertThat(plan.problems().stream()
                        .map(Problem::toString)
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(null))
                .isEqualTo(expected);
    }
}
