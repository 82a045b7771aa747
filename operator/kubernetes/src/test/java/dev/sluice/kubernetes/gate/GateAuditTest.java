package dev.sluice.kubernetes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.fake.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an audit finds in the record of a run, as kubectl tells it (C5, F3). The hashes are what the operator wrote once, and have to stay. */
class GateAuditTest {

    private static final String RUN = decidedRun();

    private static String decidedRun() {
        try {
            return Files.readString(Path.of("src/test/resources/decided-run.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> faults(String text) {
        List<GateAudit> audits = GateAudit.of(Resources.JSON.unmarshal(text, PipelineRun.class));
        return audits.get(0).faults();
    }

    @Test
    void aRecordAsItWasWrittenHoldsTogether() {
        assertThat(faults(RUN)).isEmpty();
    }

    static Stream<Arguments> tamperings() {
        String chain = "decision 2 does not carry the hash of what was before it";
        return Stream.of(
                Arguments.of("another person", "person: alice", "person: carol", chain),
                Arguments.of("another comment", "comment: LGTM", "comment: never", chain),
                Arguments.of("another time", "10:01:00Z", "10:01:01Z", chain),
                Arguments.of("another run", "uid: uid-1", "uid: uid-2", "decision 1 does not carry the hash"),
                Arguments.of("another gate", "name: release", "name: other", "decision 1 does not carry the hash"),
                Arguments.of(
                        "the last one, against the verdict",
                        "person: bob, verdict: Approve",
                        "person: bob, verdict: Reject",
                        "is approved by 1 of 2"),
                Arguments.of("a quorum that is not there", "quorum: 2", "quorum: 3", "is approved by 2 of 3"),
                Arguments.of(
                        "what they approved",
                        "digest: \"sha256:1\"\n",
                        "digest: \"sha256:2\"\n",
                        "decision 1 is about sha256:1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void whatWasChangedShows(String what, String before, String after, String expected) {
        assertThat(RUN).contains(before);
        assertThat(faults(RUN.replace(before, after))).anyMatch(fault -> fault.startsWith(expected));
    }
}
