package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.kubernetes.ask.ApprovalId;
import dev.sluice.kubernetes.gate.AskedGate;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see of a gate before they decide, and programs (C6). */
class AskedTextTest {

    private static final String RUN =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: PipelineRun
            metadata: {name: r1, namespace: n, uid: u1}
            spec: {pipeline: p, startedBy: dave}
            status:
              gates:
              - {name: ready, state: Waiting, prompt: "Ready?\\e[2K", openedTime: "2026-11-28T10:00:00Z", quorum: 1}
              - {name: release, state: Waiting, approvers: [alice, "group:devops"], quorum: 2, digest: "sha256:1",
                 openedTime: "2026-11-28T10:00:00Z", deadline: "2026-11-28T11:00:00Z",
                 decisions: [{person: alice, verdict: Approve, time: "2026-11-28T10:01:00Z", comment: LGTM, digest: "sha256:1"}]}
              - {name: done, state: Rejected, quorum: 1, openedTime: "2026-11-28T09:00:00Z", closedTime: "2026-11-28T09:30:00Z",
                 decisions: [{person: bob, verdict: Reject, time: "2026-11-28T09:30:00Z", comment: no}]}
            """;
    private static final String PIPELINE =
            """
            defaults: {image: x}
            steps:
            - name: ready
              block:
                fields:
                - {key: version, label: Version, hint: "1.2.3", format: "[0-9.]+", default: "1"}
                - {key: region, type: Select, multiple: true, required: false, options: [{value: eu}, {label: America, value: us}]}
            - {name: release, script: x, approval: {approvers: [alice, "group:devops"], quorum: 2, timeout: 1h, requireOtherPerson: true}}
            - {name: done, block: {}}
            """;

    @Test
    void for_people() throws SourceException {
        assertThat(gates())
                .flatExtracting(gate -> AskedTextInCluster.of(gate, ApprovalId.of(gate, false)))
                .containsExactly(
                        "r1/ready  Waiting  since 2026-11-28T10:00:00Z",
                        "  needs 1 of anybody; has 0",
                        "  asks \"Ready??[2K\"",
                        "  field version: Version; 1.2.3; must match [0-9.]+; default 1",
                        "  field region: some of eu, us; may stay empty",
                        "r1/release  Waiting  since 2026-11-28T10:00:00Z, until 2026-11-28T11:00:00Z, then it is rejected",
                        "  needs 2 of alice, group:devops, not dave, who started it; has 1 (alice)",
                        "  2026-11-28T10:01:00Z  alice  Approve  \"LGTM\"",
                        "r1/done  Rejected  since 2026-11-28T09:00:00Z, closed 2026-11-28T09:30:00Z by bob: no");
    }

    @Test
    void for_programs() throws SourceException {
        List<AskedGate> release = List.of(gates().get(1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AskedJsonInCluster.print(new PrintStream(out), json -> json.gates(release, true));
        assertThat(new KubernetesSerialization()
                        .unmarshal(out.toString(StandardCharsets.UTF_8), List.class)
                        .get(0))
                .isEqualTo(new KubernetesSerialization()
                        .unmarshal(
                                """
                                ---
                                {id: n/r1/release, namespace: n, run: r1, gate: release, state: Waiting,
                                 approvers: [alice, "group:devops"], quorum: 2, approvedBy: [alice], startedBy: dave,
                                 requireOtherPerson: true, onRejection: Reject, since: "2026-11-28T10:00:00Z",
                                 until: "2026-11-28T11:00:00Z", onTimeout: Reject, digest: "sha256:1", fields: [],
                                 decisions: [{person: alice, verdict: Approve, time: "2026-11-28T10:01:00Z", comment: LGTM, digest: "sha256:1"}]}
                                """,
                                Map.class));
    }

    static List<AskedGate> gates() throws SourceException {
        Plan plan = ResourceReader.readSpec("p", Source.parse(PIPELINE).get(0))
                .then(pipeline -> Planner.plan(pipeline, Map.of()))
                .value()
                .orElseThrow();
        return AskedGate.of(new KubernetesSerialization().unmarshal(RUN, PipelineRun.class)).stream()
                .map(gate -> gate.pinned(plan.gate(gate.status().name())))
                .toList();
    }
}
