package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.RunRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run brought is kept, and read again as it was. */
class RequestWriterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "variables: {a: 'b \"${c}\" \\n é'}\nlabels: [one, two]\npayload: '{\"a\": 1}'\ntraceId: t",
                "targets: [{name: web-1, variables: {zone: a}}, {name: web-2}]",
                "event: {id: i, source: s, type: push, branch: 'yes', tag: '1.0', revision: 1f2e, message: \"two\\nlines\", "
                        + "repository: r, sender: alice, paths: [a/b, 'no'], pullRequest: {number: 7, baseBranch: main, draft: true, labels: [bug]}}",
                "event: {pathsTruncated: true, branch: main}",
                "event: {paths: []}",
                "overrides: {environment: {A: b}, steps: [{name: a, image: 'ci/x:2', environment: {A: '1'}, timeout: 1h30m}, {name: b}]}"
            })
    void whatIsWrittenIsReadAsItWas(String spec) {
        RunRequest request = Written.request(spec);
        String text = Source.of(RequestWriter.write(request)).json();
        assertThat(Written.request(text)).isEqualTo(request);
    }
}
