package dev.sluice.core.cache;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.text.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files tell whether a job would do anything new.
 *
 * @param own those that its step declares; each has to match something
 * @param before what steps before it write, whether it declares that it reads them or not
 * @param written what it writes itself, which is no input
 */
public record Globs(List<String> own, List<String> before, List<String> written) {

    public Globs {
        own = List.copyOf(own);
        before = List.copyOf(before);
        written = List.copyOf(written);
    }

    /**
     * @param inputs of the job, everything replaced in them
     * @param artifacts of the job
     */
    public static Globs of(Plan plan, PlannedStep step, List<String> inputs, List<Artifact> artifacts) {
        List<String> before = new ArrayList<>();
        for (String ancestor : step.ancestors()) {
            if (plan.step(ancestor).step() instanceof CommandStep command) {
                command.exchange().artifacts().forEach(artifact -> before.add(any(artifact.path())));
            }
        }
        return new Globs(inputs, before, artifacts.stream().map(Artifact::path).toList());
    }

    /** Whatever stands for the jobs of a matrix. */
    private static String any(String path) {
        StringBuilder glob = new StringBuilder();
        for (Template.Part part : Template.parse(path).parts()) {
            glob.append(part instanceof Template.Literal literal ? literal.text() : "*");
        }
        return glob.toString();
    }
}
