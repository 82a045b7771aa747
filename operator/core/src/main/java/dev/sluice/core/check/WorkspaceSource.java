package dev.sluice.core.check;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import dev.sluice.core.text.TemplateException;
import dev.sluice.core.workspace.Remote;
import dev.sluice.core.workspace.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Nothing that git could take for an option, a command or a file reaches it as a URL or a revision, whoever wrote it. */
final class WorkspaceSource {

    private static final Path GIT = Path.of("spec").field("workspace").field("git");
    private static final Path EVENT = Path.of("spec").field("event");
    private static final int LONGEST_URL = 1024;
    private static final int LONGEST_REVISION = 256;

    private WorkspaceSource() {}

    static List<Problem> check(Subject subject) {
        Optional<Workspace.Git> git = subject.pipeline().workspace().flatMap(Workspace::git);
        if (git.isEmpty() || VariablesResolve.lengths(subject).isEmpty()) {
            return List.of();
        }
        Map<String, String> known = Variables.known(subject.pipeline(), subject.request());
        List<Problem> problems = new ArrayList<>();
        rendered(git.get().url(), known)
                .ifPresent(url -> check(problems, GIT.field("url"), url, LONGEST_URL, Remote::fault));
        git.get()
                .revision()
                .flatMap(text -> rendered(text, known))
                .ifPresent(text -> check(problems, GIT.field("revision"), text, LONGEST_REVISION, Revision::fault));
        Event event = subject.request().event();
        check(problems, EVENT.field("revision"), event.revision(), LONGEST_REVISION, Revision::fault);
        check(problems, EVENT.field("tag"), event.tag(), LONGEST_REVISION, Revision::fault);
        check(problems, EVENT.field("branch"), event.branch(), LONGEST_REVISION, Revision::fault);
        return problems;
    }

    /** Nothing for what can't be read or names nothing: that is said elsewhere. */
    private static Optional<String> rendered(String text, Map<String, String> known) {
        try {
            Template template = Template.parse(text);
            boolean resolved = template.references().stream()
                    .allMatch(r -> r instanceof Reference.Variable variable && known.containsKey(variable.name()));
            Function<Reference, String> lookup = reference -> known.get(((Reference.Variable) reference).name());
            return resolved ? Optional.of(template.render(lookup)) : Optional.empty();
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }

    /** One that is empty once it is rendered is none: {@code ${branch}} of a run that knows of no branch. */
    private static void check(
            List<Problem> problems, Path path, String text, int longest, Function<String, Optional<String>> fault) {
        boolean revision = !path.equals(GIT.field("url"));
        if (revision && text.isEmpty()) {
            return;
        }
        Optional<String> tooLong = text.length() > longest
                ? Optional.of(
                        "has %,d characters once all ${…} are replaced; at most %,d".formatted(text.length(), longest))
                : Optional.empty();
        tooLong.or(() -> fault.apply(text)).ifPresent(why -> problems.add(Problem.invalid(path.text(), why)));
    }
}
