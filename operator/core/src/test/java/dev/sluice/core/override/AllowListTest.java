package dev.sluice.core.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.AllowListReader;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.model.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an administrator allows → what a run may override (F4). */
class AllowListTest {

    private static final String ALL = "{environment: {LOG_LEVEL: x, PATH: why}, steps: [{name: a, image: 'ci/x:2', "
            + "environment: {LEVEL: z}, timeout: 1h}, {name: b, image: evil.example/ci/x, timeout: 3h30m}]}";

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of(
                        "by default nothing",
                        "{environment: [], steps: {environment: [], images: [], timeout: ''}}",
                        List.of(
                                "spec.overrides.environment.LOG_LEVEL: \"LOG_LEVEL\" may not be overridden: the operator's overrides.environment allows none",
                                "spec.overrides.environment.PATH: \"PATH\" may not be overridden: the operator's overrides.environment allows none",
                                "spec.overrides.steps[0].image: \"ci/x:2\" may not be overridden: the operator's overrides.steps.images allows none",
                                "spec.overrides.steps[0].environment.LEVEL: \"LEVEL\" may not be overridden: the operator's overrides.steps.environment allows none",
                                "spec.overrides.steps[0].timeout: may not be overridden: the operator's overrides.steps.timeout allows none",
                                "spec.overrides.steps[1].image: \"evil.example/ci/x\" may not be overridden: the operator's overrides.steps.images allows none",
                                "spec.overrides.steps[1].timeout: may not be overridden: the operator's overrides.steps.timeout allows none")),
                Arguments.of(
                        "names, images and a longest timeout",
                        "{environment: ['LOG_*', LANG], steps: {environment: ['*'], images: ['ci/*', 'maven:3-*'], timeout: 3h}}",
                        List.of(
                                "spec.overrides.environment.PATH: \"PATH\" may not be overridden: the operator's overrides.environment allows LOG_*, LANG",
                                "spec.overrides.steps[1].image: \"evil.example/ci/x\" may not be overridden: the operator's overrides.steps.images allows ci/*, maven:3-*",
                                "spec.overrides.steps[1].timeout: is 3h30m; the operator's overrides.steps.timeout allows at most 3h")),
                Arguments.of(
                        "anything there is",
                        "{environment: ['*'], steps: {environment: ['*'], images: ['**'], timeout: 8760h}}",
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void whatIsNotOnTheListIsRefusedWithWhatIs(String what, String settings, List<String> refusals) {
        var overrides = Written.request("overrides: " + ALL).overrides();
        assertThat(read(settings).value().orElseThrow().refusals(overrides))
                .extracting(Problem::toString)
                .containsExactlyElementsOf(refusals);
    }

    /** A slash ends what one star stands for, so that no other registry slips in. */
    @ParameterizedTest
    @MethodSource("images")
    void anImageIsMatchedAsAWhole(String pattern, String image, boolean allowed) {
        var overrides = Written.request("overrides: {steps: [{name: a, image: '" + image + "'}]}")
                .overrides();
        AllowList list = read("{steps: {images: ['" + pattern + "']}}").value().orElseThrow();
        assertThat(list.refusals(overrides).isEmpty()).isEqualTo(allowed);
    }

    static Stream<Arguments> images() {
        return Stream.of(
                Arguments.of("ci/*", "ci/x:2", true),
                Arguments.of("ci/*", "ci/x/y", false),
                Arguments.of("ci/*", "evil/ci/x", false),
                Arguments.of("*", "busybox:1", true),
                Arguments.of("*", "evil.example/busybox", false),
                Arguments.of("ci/x:*", "ci/x", false),
                Arguments.of("r.example:5000/**", "r.example:5000/a/b:1", true),
                Arguments.of("ci/x@sha256:*", "ci/x@sha256:0a", true));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "what may never be allowed",
                        "{serviceAccount: ['*'], steps: {command: ['*'], image: ['ci/*'], volumes: [x]}}",
                        List.of(
                                "overrides.steps.command: unknown field",
                                "overrides.steps.image: unknown field (did you mean \"images\"?)",
                                "overrides.steps.volumes: unknown field",
                                "overrides.serviceAccount: unknown field")),
                Arguments.of(
                        "no lists",
                        "{environment: '*', steps: {timeout: long}}",
                        List.of(
                                "overrides.environment: is a string, not a list",
                                "overrides.steps.timeout: \"long\" is no duration: e.g. 30s, 5m or 1h30m, above zero and at most 8760h")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aListWithAFaultIsRefusedWhole(String what, String settings, List<String> problems) {
        assertThat(read(settings).problems()).extracting(Problem::toString).containsExactlyElementsOf(problems);
    }

    @Test
    void whoOverridesNothingIsNeverRefused() {
        assertThat(AllowList.NOTHING.refusals(Written.request("labels: [a]").overrides()))
                .isEmpty();
    }

    private static Reading<AllowList> read(String settings) {
        return AllowListReader.read(Written.document(settings));
    }
}
