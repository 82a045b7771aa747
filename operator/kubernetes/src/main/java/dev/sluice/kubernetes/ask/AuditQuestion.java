package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.gate.GateAudit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Whether the decisions on record of a run hold together. */
public final class AuditQuestion {

    private AuditQuestion() {}

    public static List<GateAudit> ask(CallersCluster cluster, String run) throws Refused {
        return GateAudit.of(cluster.runs().get(run));
    }

    /**
     * @param text of the run, as {@code kubectl get pipelinerun -o yaml} tells it
     * @throws Refused where it is no run
     */
    public static List<GateAudit> of(String text) throws Refused {
        try {
            KubernetesSerialization yaml = new KubernetesSerialization();
            // Read as a run, anything is one: its kind is the class's.
            GenericKubernetesResource any = yaml.unmarshal(text, GenericKubernetesResource.class);
            if (any == null || !"PipelineRun".equals(any.getKind()) || any.getMetadata() == null) {
                throw new Refused("holds no PipelineRun");
            }
            return GateAudit.of(yaml.unmarshal(text, PipelineRun.class));
        } catch (RuntimeException e) {
            throw new Refused("can't be read as a PipelineRun: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
