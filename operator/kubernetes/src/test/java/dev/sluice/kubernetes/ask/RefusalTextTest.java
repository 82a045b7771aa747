package dev.sluice.kubernetes.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server's words → what a person is told, and what to do next (E2). */
class RefusalTextTest {

    private static final String ROLE =
            "; ask who looks after it for a role that lets you, e.g. view to look, edit to run";

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of(
                        "no right in a namespace",
                        403,
                        "pipelines.sluice.dev is forbidden: User \"mallory\" cannot list resource \"pipelines\" in API group"
                                + " \"sluice.dev\" in the namespace \"shop\"",
                        "you (mallory) may not list pipelines in namespace shop" + ROLE),
                Arguments.of(
                        "no right in the whole cluster, and why",
                        403,
                        "pods is forbidden: User \"m\" cannot list resource \"pods\" in API group \"\" at the cluster scope:"
                                + " RBAC: role.rbac.authorization.k8s.io \"x\" not found",
                        "you (m) may not list pods in all namespaces: RBAC: role.rbac.authorization.k8s.io \"x\" not found"
                                + ROLE),
                Arguments.of(
                        "an admission policy",
                        403,
                        "pipelineruns.sluice.dev \"r\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied"
                                + " request: decide in your own name",
                        "the API server does not let that through: decide in your own name"),
                Arguments.of(
                        "a quota",
                        403,
                        "pods \"a\" is forbidden: exceeded quota: q",
                        "pods \"a\" is forbidden: exceeded quota: q"),
                Arguments.of(
                        "a token that has run out",
                        401,
                        "Unauthorized",
                        "the API server does not know you (Unauthorized): log in anew, or look at the user of this context in"
                                + " your kubeconfig"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void a_person_is_told(String what, int code, String said, String told) {
        assertThat(RefusalText.of(code, said)).isEqualTo(told);
    }
}
