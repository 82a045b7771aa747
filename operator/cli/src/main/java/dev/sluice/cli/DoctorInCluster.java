package dev.sluice.cli;

import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.HealthQuestion;
import dev.sluice.kubernetes.ask.Refused;

/** The part of the command that knows the cluster: loaded where there is one, and not before. */
final class DoctorInCluster {

    private DoctorInCluster() {}

    static void look(Diagnosis diagnosis, ClusterPlace place) {
        try (CallersCluster cluster = new CallersCluster(place.namespace, place.context, place.kubeconfig)) {
            HealthQuestion question = new HealthQuestion(cluster);
            diagnosis.good("cluster", question.server() + ", namespace " + cluster.namespace());
            if (question.lacksNamespace()) {
                diagnosis.bad(
                        "namespace",
                        "there is no namespace " + cluster.namespace(),
                        "name another with -n, or make it: kubectl create namespace " + cluster.namespace());
            }
            resources(diagnosis, question);
            rights(diagnosis, question, cluster.namespace());
            policy(diagnosis, question);
        } catch (Refused e) {
            if (place.asked()) {
                diagnosis.bad("cluster", e.getMessage(), "mend your kubeconfig, or name another with --kubeconfig");
            } else {
                diagnosis.warning("cluster", e.getMessage(), "pipelines run here all the same");
            }
        }
    }

    private static void resources(Diagnosis diagnosis, HealthQuestion question) throws Refused {
        if (question.installed()) {
            diagnosis.good("crds", "Pipelines and PipelineRuns are known");
        } else {
            diagnosis.bad("crds", "the cluster knows no Pipelines", "install Sluice: helm install sluice helm/sluice");
        }
    }

    private static void rights(Diagnosis diagnosis, HealthQuestion question, String namespace) throws Refused {
        for (String verb : new String[] {"create", "get", "patch"}) {
            if (question.may(verb)) {
                diagnosis.good("rights", "you may " + verb + " pipelineruns");
            } else {
                diagnosis.bad(
                        "rights",
                        "you may not " + verb + " pipelineruns in " + namespace,
                        "ask who looks after it for a Role that has it");
            }
        }
    }

    private static void policy(Diagnosis diagnosis, HealthQuestion question) {
        HealthQuestion.Policy policy = question.policy();
        if (policy == HealthQuestion.Policy.INSTALLED) {
            diagnosis.good("approvals", "the policy that guards them is bound");
        } else if (policy == HealthQuestion.Policy.MISSING) {
            diagnosis.warning(
                    "approvals",
                    "the policy that guards them is not installed, so gates stay closed",
                    "install the chart with it, as docs/approvals.md says");
        } else {
            diagnosis.warning(
                    "approvals",
                    "you may not read admission policies, so nobody knows here whether they are guarded",
                    "");
        }
    }
}
