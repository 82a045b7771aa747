package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.kubernetes.fake.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step says what an agent does; what the agent may do is the PodTemplate's alone. */
class AgentRightsTest {

    private static final PodTemplateSpec AGENT = Resources.JSON.unmarshal(
            """
            spec:
              serviceAccountName: deployer
              automountServiceAccountToken: false
              securityContext: {runAsUser: 1000, runAsNonRoot: true}
              volumes: [{name: keys, secret: {secretName: keys}}]
              containers:
              - name: main
                image: deployer:1
                command: [deploy]
                securityContext: {readOnlyRootFilesystem: true, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
                volumeMounts: [{name: keys, mountPath: /keys, readOnly: true}]
                resources: {limits: {memory: 1Gi}}
            """,
            PodTemplateSpec.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task: Deploy",
                "script: id",
                "command: [id]",
                "config: {serviceAccountName: admin, securityContext: {privileged: true}}",
                "environment: {LEVEL: full, HOME: /root}",
                "secretEnvironment: [{name: TOKEN, secret: s, key: k}]",
                "resources: {requests: {cpu: '1'}, limits: {memory: 2Gi}}",
                "timeout: 1m",
                "upload: true",
                "rollback: {image: 'busybox:1', script: x}"
            })
    void whateverAStepSaysItsPodMayDoWhatTheAgentMay(String more) {
        PodSpec plain = pod("");
        PodSpec pod = pod(", " + more);
        assertThat(rights(pod)).isEqualTo(rights(plain));
        assertThat(pod.getContainers().get(0).getImage()).isEqualTo("deployer:1");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getEmptyDir() == null)
                .extracting("name")
                .containsExactly("keys");
    }

    private static List<Object> rights(PodSpec pod) {
        Container container = pod.getContainers().get(0);
        return List.of(
                pod.getSecurityContext(),
                pod.getServiceAccountName(),
                pod.getAutomountServiceAccountToken(),
                Optional.ofNullable(pod.getHostNetwork()),
                Optional.ofNullable(pod.getHostPID()),
                pod.getContainers().size(),
                pod.getInitContainers().size(),
                container.getSecurityContext());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "securityContext: {runAsUser: 0}",
                "serviceAccountName: admin",
                "volumes: [{name: host, hostPath: {path: /}}]",
                "hostNetwork: true",
                "podTemplate: {}",
                "privileged: true",
                "rollback: {script: x, securityContext: {}}"
            })
    void aStepHasNoWordForMore(String field) throws SourceException {
        String spec = "steps:\n- {name: a, agent: deployer, " + field + "}\n";
        List<Problem> problems =
                ResourceReader.readSpec("p", Source.parse(spec).get(0)).problems();
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .startsWith("unknown field"));
    }

    private static PodSpec pod(String more) {
        Plan plan = Resources.plan("steps:\n- {name: a, agent: deployer" + more + "}\n");
        Instant now = Instant.EPOCH;
        Action.Start start = (Action.Start)
                Scheduler.decide(new RunFacts("r", "u"), plan, new Observed(now, false, Map.of(), Map.of()), now)
                        .actions()
                        .get(0);
        return PodFactory.attempt(new RunFrame("n", "r", "u", "p", Map.of("deployer", AGENT)), plan, start)
                .getSpec();
    }
}
