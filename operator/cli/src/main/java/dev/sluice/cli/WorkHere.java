package dev.sluice.cli;

import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.workspace.Remote;
import java.util.Optional;
import java.util.OptionalInt;

/** On a laptop jobs work in the folder that Sluice stands in, on whatever is checked out there: nothing is fetched, and no volume is made. */
final class WorkHere {

    private static final int SHORT = 8;

    private WorkHere() {}

    /** The pipeline with what is here in the place of its workspace. */
    static Pipeline of(Pipeline pipeline, Checkout here) {
        String commit = here.revision();
        return pipeline.withWorkspace(pipeline.workspace()
                .flatMap(Workspace::git)
                .filter(git -> !commit.isEmpty())
                .map(git -> new Workspace.Git(git.url(), Optional.of(commit), OptionalInt.empty(), Optional.empty()))
                .map(git -> new Workspace(Optional.of(git), Optional.empty())));
    }

    /** One line where the pipeline asks for something else than what is here. */
    static Optional<String> otherwise(Optional<Workspace> planned, Checkout here) {
        return planned.flatMap(Workspace::git)
                .flatMap(git -> {
                    String commit = here.revision();
                    if (commit.isEmpty()) {
                        return Optional.of("no git repository");
                    }
                    if (here.remotes().stream().noneMatch(url -> Remote.isOf(url, git.url()))) {
                        return Optional.of("a repository that has no remote of that URL");
                    }
                    boolean same = git.revision().isEmpty()
                            || git.revision()
                                    .filter(wanted -> isHere(wanted, commit, here))
                                    .isPresent();
                    String branch = here.branch();
                    return same
                            ? Optional.<String>empty()
                            : Optional.of((branch.isEmpty() ? "" : branch + ", ") + commit.substring(0, SHORT));
                })
                .map(what -> "sluice: jobs work on what is in this folder: the pipeline asks for "
                        + planned.flatMap(Workspace::git)
                                .map(git -> git.revision().map(r -> r + " of ").orElse("") + git.url())
                                .orElse("")
                        + ", and here is " + what);
    }

    private static boolean isHere(String wanted, String commit, Checkout here) {
        String name = wanted.replaceFirst("^refs/(heads|tags)/", "");
        return name.equals(here.branch())
                || here.commit(name).filter(commit::equals).isPresent();
    }
}
