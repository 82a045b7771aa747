package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.measure.OperatorMetrics;
import dev.sluice.kubernetes.run.RunReconciliation;
import dev.sluice.kubernetes.source.RunSources;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the framework meets a run's reconciliation. */
@ControllerConfiguration(name = OperatorMetrics.RUN)
public final class PipelineRunReconciler implements Reconciler<PipelineRun> {

    private final boolean oneInformer;
    private final Optional<String> policy;
    private final Function<RunSources, RunReconciliation> make;
    private final Clock clock;
    private RunSources sources;
    private RunReconciliation reconciliation;

    /** @param make from the sources, which only the framework can make */
    public PipelineRunReconciler(
            boolean oneInformer, Optional<String> policy, Function<RunSources, RunReconciliation> make, Clock clock) {
        this.oneInformer = oneInformer;
        this.policy = policy;
        this.make = make;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, PipelineRun>> prepareEventSources(EventSourceContext<PipelineRun> context) {
        sources = new RunSources(context, oneInformer, policy);
        reconciliation = make.apply(sources);
        return sources.all();
    }

    @Override
    public UpdateControl<PipelineRun> reconcile(PipelineRun run, Context<PipelineRun> context) {
        if (!run.isMarkedForDeletion()) {
            sources.wake(run, reconciliation.reconcile(run).map(when -> Duration.between(clock.instant(), when)));
        }
        return UpdateControl.noUpdate(); // statuses are written on the way
    }
}
