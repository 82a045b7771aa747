package dev.sluice.core.check;

import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Everything that must hold of a pipeline as a whole. Each check is a file, knows nothing of the others, and all of them run. */
public final class Checks {

    private static final List<Function<Subject, List<Problem>>> ALL = List.of(
            UniqueNames::check,
            KnownDependencies::check,
            NoCycles::check,
            MatrixAdjustments::check,
            SizeLimits::check,
            VariablesResolve::check,
            TargetVariables::check,
            References::check,
            RenderedLengths::check,
            MatrixInPrograms::check,
            GroupNames::check,
            OutputNames::check,
            GateForms::check,
            Approvals::check,
            GateRecords::check,
            RerunSteps::check,
            OverriddenSteps::check,
            SoundConditions::check,
            RollbackTargets::check,
            UploadingSteps::check,
            WorkspaceSource::check,
            FilesAndHooks::check);

    private Checks() {}

    /** Of a pipeline that was read without a fault. */
    public static List<Problem> of(Pipeline pipeline, RunRequest request) {
        return run(Subject.of(pipeline, request, List.of()));
    }

    /** Of a pipeline that was read with faults: what can be said of the rest of it. */
    public static List<Problem> ofDraft(Pipeline pipeline, List<Problem> faults) {
        return run(Subject.of(pipeline, RunRequest.NONE, List.copyOf(faults)));
    }

    private static List<Problem> run(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        ALL.forEach(check -> problems.addAll(check.apply(subject)));
        return problems;
    }
}
