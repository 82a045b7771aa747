package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F4: values → what helm makes of them. */
class ChartTest {

    @Test
    void helmLintFindsNothing() {
        var result = Chart.helm().lint().strict().quiet().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    /** Names that are a number or a boolean to YAML are names all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"123", "true", "0x10", "null"})
    void whateverNamesLookLikeTheyAreNames(String name) {
        String values =
                """
                fullnameOverride: "%1$s"
                nameOverride: "%1$s"
                serviceAccount: {name: "%1$s"}
                priorityClassName: "%1$s"
                notifications: {secretName: "%1$s"}
                podLabels: {a: "%1$s"}
                nodeSelector: {a: "%1$s"}
                watch: {namespaces: ["%1$s"]}
                builtinPipelines: {namespaces: ["%1$s"]}
                imagePullSecrets: [{name: "%1$s"}]
                image: {repository: "%1$s", tag: "%1$s"}
                workspace: {gitImage: "%1$s"}
                javaOptions: "%1$s"
                metrics: {serviceMonitor: {enabled: true, labels: {a: "%1$s"}}, prometheusRule: {enabled: true, labels: {a: "%1$s"}}, grafanaDashboard: {enabled: true, labels: {a: "%1$s"}}}
                """;
        assertThat(new Rendered(Chart.text(name, name, values.formatted(name))).types())
                .isEqualTo(new Rendered(Chart.text("name", "name", values.formatted("name"))).types());
    }

    @Test
    void byDefaultItIsTheOperatorItsRightsAndItsMetrics() {
        assertThat(Chart.with("").names())
                .containsExactly(
                        "ClusterRole/sluice-system-sluice",
                        "ClusterRole/sluice-system-sluice-approvals",
                        "ClusterRole/sluice-system-sluice-edit",
                        "ClusterRole/sluice-system-sluice-uploads",
                        "ClusterRole/sluice-system-sluice-view",
                        "ClusterRoleBinding/sluice-system-sluice",
                        "ClusterRoleBinding/sluice-system-sluice-approvals",
                        "ClusterRoleBinding/sluice-system-sluice-uploads",
                        "Deployment/sluice",
                        "Service/sluice-metrics",
                        "Service/sluice-uploads",
                        "ServiceAccount/sluice",
                        "ValidatingAdmissionPolicy/sluice-system-sluice-approvals",
                        "ValidatingAdmissionPolicyBinding/sluice-system-sluice-approvals");
    }

    /** Whose a token is can't be asked within a namespace. */
    @Test
    void uploadsOverHttpNeedToKnowWhoseATokenIsAndNoMore() {
        var chart = Chart.with("watch: {namespaces: [a]}");
        assertThat(chart.rules("ClusterRole/sluice-system-sluice-uploads"))
                .containsExactly("authentication.k8s.io/tokenreviews: create");
        assertThat(chart.at("Deployment/sluice: spec.template.spec.containers.operator.env.SLUICE_UPLOAD_URL.value"))
                .isEqualTo("http://sluice-uploads.sluice-system.svc:8081/upload");
        assertThat(Chart.with("uploads: {http: false}").names()).noneMatch(name -> name.contains("uploads"));
    }

    @Test
    void whatRunsMayOverrideReachesTheOperatorAndIsNothingByDefault() {
        String at = "Deployment/sluice: spec.template.spec.containers.operator.env.SLUICE_OVERRIDES.value";
        assertThat(Chart.with("").at(at))
                .isEqualTo("{\"environment\":[],\"steps\":{\"environment\":[],\"images\":[],\"timeout\":\"\"}}");
        assertThat(Chart.with("overrides: {environment: [\"LOG_*\"], steps: {images: [\"ci/*\"]}}")
                        .at(at))
                .isEqualTo(
                        "{\"environment\":[\"LOG_*\"],\"steps\":{\"environment\":[],\"images\":[\"ci/*\"],\"timeout\":\"\"}}");
    }

    @Test
    void theImageThatChecksOutIsOneForAllRuns() {
        var image = "Deployment/sluice: spec.template.spec.containers.operator.env.SLUICE_GIT_IMAGE.value";
        assertThat(Chart.with("").at(image)).isEqualTo("alpine/git:2.49.1");
        assertThat(Chart.with("workspace: {gitImage: 'git:1'}").at(image)).isEqualTo("git:1");
    }

    @Test
    void aListOfNamespacesNeedsNothingOfTheCluster() {
        var chart = Chart.with("watch: {namespaces: [a, b]}\nuploads: {http: false}\napprovals: {policy: false}");
        assertThat(chart.names())
                .containsExactly(
                        "Deployment/sluice",
                        "Role/a/sluice-system-sluice",
                        "Role/b/sluice-system-sluice",
                        "RoleBinding/a/sluice-system-sluice",
                        "RoleBinding/b/sluice-system-sluice",
                        "Service/sluice-metrics",
                        "ServiceAccount/sluice");
        assertThat(chart.rules("Role/a/sluice-system-sluice"))
                .isEqualTo(Chart.with("").rules("ClusterRole/sluice-system-sluice"));
    }

    /** The operator sees that the policy is in place, and no other policy. */
    @Test
    void thePolicyOfApprovalsIsOneForTheOperatorsAccountAndItsNamespaces() {
        var chart = Chart.with("watch: {namespaces: [b, a]}\napprovals: {unverifiedNamespaces: [ci, dev]}");
        String name = "sluice-system-sluice-approvals";
        assertThat(chart.rules("ClusterRole/" + name))
                .containsExactly(
                        "admissionregistration.k8s.io/validatingadmissionpolicies: get list watch",
                        "admissionregistration.k8s.io/validatingadmissionpolicybindings: get list watch");
        assertThat(Chart.text("")).contains("resourceNames: [\"" + name + "\"]");
        assertThat(chart.at("ValidatingAdmissionPolicyBinding/" + name + ": spec.policyName"))
                .isEqualTo(name);
        assertThat(chart.at(
                        "Deployment/sluice: spec.template.spec.containers.operator.env.SLUICE_APPROVAL_POLICY.value"))
                .isEqualTo(name);
        assertThat(
                        chart.at(
                                "Deployment/sluice: spec.template.spec.containers.operator.env.SLUICE_UNVERIFIED_APPROVALS.value"))
                .isEqualTo("ci,dev");
        assertThat(Chart.text("watch: {namespaces: [b, a]}"))
                .contains("variables.me == 'system:serviceaccount:sluice-system:sluice'")
                .contains(
                        "namespaceSelector: {\"matchExpressions\":[{\"key\":\"kubernetes.io/metadata.name\",\"operator\":\"In\",\"values\":[\"a\",\"b\"]}]}");
        assertThat(Chart.with("approvals: {policy: false}").names()).noneMatch(n -> n.contains("approvals"));
    }

    @Test
    void pipelinesThatAreBuiltInAreMadeWhereTheAdministratorSays() {
        assertThat(Chart.with("builtinPipelines: {namespaces: [a, b]}").names())
                .filteredOn(name -> name.startsWith("Pipeline/"))
                .containsExactly(
                        "Pipeline/a/do-all",
                        "Pipeline/a/force-update",
                        "Pipeline/a/merge-deploy",
                        "Pipeline/a/update-agent",
                        "Pipeline/b/do-all",
                        "Pipeline/b/force-update",
                        "Pipeline/b/merge-deploy",
                        "Pipeline/b/update-agent");
    }

    /** A right that is added here is one that every user of the chart gives away. */
    @Test
    void theOperatorMayDoThisAndNoMore() {
        assertThat(Chart.with("").rules("ClusterRole/sluice-system-sluice")).isEqualTo(RIGHTS);
    }

    private static final List<String> RIGHTS = List.of(
            "apps/controllerrevisions: create delete get list watch",
            "batch/jobs: create delete get list watch",
            "coordination.k8s.io/leases: create delete get list update watch",
            "events: create",
            "persistentvolumeclaims: create get",
            "pods: create delete get list patch watch",
            "podtemplates: list watch",
            "sluice.dev/pipelineruns/status: update",
            "sluice.dev/pipelineruns: create delete get list patch watch",
            "sluice.dev/pipelines/status: update",
            "sluice.dev/pipelines: list watch");

    @Test
    void electionGetsALeaseOfItsOwnNameInItsOwnNamespace() {
        var chart = Chart.with("replicas: 2");
        assertThat(chart.names()).contains("Role/sluice-election", "RoleBinding/sluice-election");
        assertThat(chart.rules("Role/sluice-election"))
                .containsExactly("coordination.k8s.io/leases: create", "coordination.k8s.io/leases: get patch update");
        assertThat(chart.at("Role/sluice-election: rules.1.resourceNames")).isEqualTo(List.of("sluice-operator"));
    }

    static Stream<Arguments> whatIsMade() {
        var pod = "Deployment/sluice: spec.template.spec.";
        var operator = pod + "containers.operator.";
        return Stream.of(
                arguments(
                        "one replica never overlaps with the next",
                        "",
                        "Deployment/sluice: spec.strategy.type",
                        "Recreate"),
                arguments("one replica needs no election", "", operator + "env.SLUICE_LEADER_ELECTION.value", "false"),
                arguments("several elect one", "replicas: 2", operator + "env.SLUICE_LEADER_ELECTION.value", "true"),
                arguments(
                        "those without an election never meet those with one",
                        "replicas: 2",
                        "Deployment/sluice: spec.strategy.type",
                        "Recreate"),
                arguments("the image is the chart's version", "", operator + "image", "sluice:0.1.0"),
                arguments(
                        "another tag", "image: {repository: r.example/s, tag: x}", operator + "image", "r.example/s:x"),
                arguments(
                        "a digest goes before a tag",
                        "image: {tag: x, digest: 'sha256:" + "0".repeat(64) + "'}",
                        operator + "image",
                        "sluice@sha256:" + "0".repeat(64)),
                arguments("every namespace is an empty list", "", operator + "env.SLUICE_NAMESPACES.value", ""),
                arguments(
                        "namespaces are a list",
                        "watch: {namespaces: [a, b]}",
                        operator + "env.SLUICE_NAMESPACES.value",
                        "a,b"),
                arguments("it is not root", "", pod + "securityContext.runAsNonRoot", true),
                arguments("it has the usual user", "", pod + "securityContext.runAsUser", 65532),
                arguments(
                        "system calls are filtered", "", pod + "securityContext.seccompProfile.type", "RuntimeDefault"),
                arguments("its root is read-only", "", operator + "securityContext.readOnlyRootFilesystem", true),
                arguments("it can't gain rights", "", operator + "securityContext.allowPrivilegeEscalation", false),
                arguments("it has no capability", "", operator + "securityContext.capabilities.drop", List.of("ALL")),
                arguments("it has time to stop", "", pod + "terminationGracePeriodSeconds", 45),
                arguments("it is asked whether it lives", "", operator + "livenessProbe.httpGet.path", "/healthz"),
                arguments("it is asked whether it is ready", "", operator + "readinessProbe.httpGet.path", "/readyz"),
                arguments("memory has a limit", "", operator + "resources.limits.memory", "1Gi"),
                arguments(
                        "options of the JVM are passed on",
                        "javaOptions: -Xmx1g -Xss1m",
                        operator + "env.JDK_JAVA_OPTIONS.value",
                        "-Xmx1g -Xss1m"),
                arguments(
                        "channels are mounted, whether there are any or not",
                        "",
                        pod + "volumes.channels.secret.optional",
                        true),
                arguments("for the operator to read", "", operator + "volumeMounts.channels.readOnly", true),
                arguments(
                        "channels of a Secret of your own",
                        "notifications: {secretName: ours}",
                        pod + "volumes.channels.secret.secretName",
                        "ours"),
                arguments("no Secret, no volume", "notifications: {secretName: ''}", pod + "volumes.channels", null),
                arguments(
                        "no Secret, no folder",
                        "notifications: {secretName: ''}",
                        operator + "env.SLUICE_CHANNELS",
                        null),
                arguments("no options, no variable", "", operator + "env.JDK_JAVA_OPTIONS", null),
                arguments("where it may run", "nodeSelector: {a: b}", pod + "nodeSelector.a", "b"),
                arguments(
                        "what it tolerates",
                        "tolerations: [{key: k, operator: Exists}]",
                        pod + "tolerations.0.key",
                        "k"),
                arguments("who may pull", "imagePullSecrets: [{name: s}]", pod + "imagePullSecrets.0.name", "s"),
                arguments("an account of another name", "serviceAccount: {name: o}", pod + "serviceAccountName", "o"),
                arguments(
                        "the account's name is bound",
                        "serviceAccount: {name: o}",
                        "ClusterRoleBinding/sluice-system-sluice: subjects.0.name",
                        "o"),
                arguments("a name of your own", "fullnameOverride: valve", "Deployment/valve: metadata.name", "valve"),
                arguments(
                        "a ServiceMonitor finds the Service",
                        "metrics: {serviceMonitor: {enabled: true, interval: 5s, labels: {release: p}}}",
                        "ServiceMonitor/sluice: spec.endpoints.0.interval",
                        "5s"),
                arguments(
                        "a ServiceMonitor has the labels Prometheus looks for",
                        "metrics: {serviceMonitor: {enabled: true, labels: {release: p}}}",
                        "ServiceMonitor/sluice: metadata.labels.release",
                        "p"),
                arguments(
                        "alerts are those of config/prometheus",
                        "metrics: {prometheusRule: {enabled: true}}",
                        "PrometheusRule/sluice: spec.groups.0.name",
                        "sluice"),
                arguments(
                        "the dashboard goes to Grafana's sidecar",
                        "metrics: {grafanaDashboard: {enabled: true}}",
                        "ConfigMap/sluice-dashboard: metadata.labels.grafana_dashboard",
                        "1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsMade(String what, String values, String path, Object expected) {
        assertThat(Chart.with(values).at(path)).isEqualTo(expected);
    }

    @Test
    void selectorsOfServiceMonitorServiceAndDeploymentMeet() {
        var chart = Chart.with("metrics: {serviceMonitor: {enabled: true}}\npodLabels: {team: x}");
        var pods = chart.at("Deployment/sluice: spec.template.metadata.labels");
        var selector = chart.at("Deployment/sluice: spec.selector.matchLabels");
        assertThat(chart.at("Service/sluice-metrics: spec.selector")).isEqualTo(selector);
        assertThat(chart.at("ServiceMonitor/sluice: spec.selector.matchLabels")).isEqualTo(selector);
        assertThat(((java.util.Map<?, ?>) pods).entrySet().containsAll(((java.util.Map<?, ?>) selector).entrySet()))
                .isTrue();
        assertThat(chart.at("Deployment/sluice: spec.template.metadata.labels.team"))
                .isEqualTo("x");
        assertThat(chart.at("ServiceMonitor/sluice: spec.endpoints.0.port"))
                .isEqualTo(chart.at("Service/sluice-metrics: spec.ports.0.name"));
    }

    @Test
    void rightsCanBeLeftToTheAdministrator() {
        assertThat(Chart.with("rbac: {create: false}\nreplicas: 2").names())
                .containsExactly(
                        "Deployment/sluice",
                        "Service/sluice-metrics",
                        "Service/sluice-uploads",
                        "ServiceAccount/sluice",
                        "ValidatingAdmissionPolicy/sluice-system-sluice-approvals",
                        "ValidatingAdmissionPolicyBinding/sluice-system-sluice-approvals");
    }

    static Stream<Arguments> whatIsRefused() {
        return Stream.of(
                arguments("a value that is not there", "replica: 2", "replica"),
                arguments("a nested value that is not there", "metrics: {monitor: true}", "monitor"),
                arguments("a number as text", "replicas: two", "/replicas"),
                arguments("fewer than none", "replicas: -1", "/replicas"),
                arguments("a namespace that is no name", "watch: {namespaces: [Team_A]}", "/watch/namespaces/0"),
                arguments("a namespace twice", "watch: {namespaces: [a, a]}", "/watch/namespaces"),
                arguments("one namespace instead of a list", "watch: {namespaces: a}", "/watch/namespaces"),
                arguments("a digest that is none", "image: {digest: abc}", "/image/digest"),
                arguments("an image without a repository", "image: {repository: ''}", "/image/repository"),
                arguments("a pull policy that is none", "image: {pullPolicy: Sometimes}", "/image/pullPolicy"),
                arguments("a log level that is none", "log: {level: LOUD}", "/log/level"),
                arguments("a Secret that is no name", "notifications: {secretName: A_b}", "/notifications/secretName"),
                arguments("no time to stop", "terminationGracePeriodSeconds: 0", "/terminationGracePeriodSeconds"),
                arguments(
                        "an interval that is no duration", "metrics: {serviceMonitor: {interval: often}}", "interval"),
                arguments("no account at all", "serviceAccount: {create: false}", "serviceAccount.name: needed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsRefused(String what, String values, String place) {
        assertThatThrownBy(() -> Chart.text(values)).hasMessageContaining(place);
    }
}
