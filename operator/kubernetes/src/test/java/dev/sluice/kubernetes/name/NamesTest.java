package dev.sluice.kubernetes.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    @ParameterizedTest
    @CsvSource({
        "r1, test",
        "everything-x7k2p, deploy-staging",
        "a.dotted.name, build",
        "this-is-a-run-whose-name-is-as-long-as-the-api-server-lets-it-be, and-a-step-whose-name-is-as-long-as-it-is",
        "forty-one-characters-then-a-dash-are-here, step",
    })
    void aPodsNameIsALabelOfAtMost52Characters(String run, String step) {
        for (int index : new int[] {0, 7, 9_999}) {
            assertThat(Names.pod(run, "uid", step, index, 1)).matches(LABEL).hasSizeLessThanOrEqualTo(Names.LONGEST);
        }
    }

    @Test
    void itBeginsWithWhatAPersonKnows() {
        assertThat(Names.pod("r1", "uid", "test", 3, 1)).startsWith("r1-test-3-");
    }

    @Test
    void theSameAttemptHasTheSameName() {
        assertThat(Names.pod("r1", "uid", "test", 3, 1)).isEqualTo(Names.pod("r1", "uid", "test", 3, 1));
    }

    @Test
    void noTwoAttemptsShareOne() {
        Set<String> names = new HashSet<>();
        for (String uid : new String[] {"u1", "u2"}) {
            for (String step : new String[] {"a", "a-1", "b"}) {
                for (int index = 0; index < 30; index++) {
                    for (int attempt = 1; attempt <= 3; attempt++) {
                        names.add(Names.pod("run", uid, step, index, attempt));
                    }
                }
            }
        }
        assertThat(names).hasSize(2 * 3 * 30 * 3);
    }

    @Test
    void aPodAndABatchJobNeverShareOne() {
        assertThat(Names.batchJob("r", "u", "s", 1)).isNotEqualTo(Names.pod("r", "u", "s", 1, 1));
    }

    @Test
    void aScheduledRunIsNamedByItsTimeInUtc() {
        Instant time = Instant.parse("2026-11-21T03:05:00Z");
        assertThat(Names.scheduled("nightly", 0, time)).isEqualTo("nightly-202611210305");
        assertThat(Names.scheduled("nightly", 1, time)).isEqualTo("nightly-202611210305-2");
        String fits = "p".repeat(50);
        assertThat(Names.scheduled(fits, 0, time))
                .isEqualTo(fits + "-202611210305")
                .hasSize(63);
        assertThat(Names.scheduled(fits + "q", 0, time))
                .matches("p{39}-[a-z2-7]{10}-202611210305")
                .hasSize(63);
        assertThat(Names.scheduled(fits + "q", 31, time))
                .endsWith("-202611210305-32")
                .hasSize(63);
        assertThat(Names.scheduled(fits + "q", 0, time)).isNotEqualTo(Names.scheduled(fits + "r", 0, time));
    }

    @Test
    void aLongNameIsCutToWhatALabelHoldsAndStaysItsOwn() {
        String fits = "a".repeat(63);
        assertThat(Names.labelValue("web-1.example.com")).isEqualTo("web-1.example.com");
        assertThat(Names.labelValue(fits)).isEqualTo(fits);
        String cut = Names.labelValue("host." + "a".repeat(100) + ".example");
        assertThat(cut).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?").hasSizeLessThanOrEqualTo(63);
        assertThat(cut).isNotEqualTo(Names.labelValue("host." + "a".repeat(100) + ".other"));
    }

    @Test
    void aRevisionIsNamedByItsText() {
        assertThat(Names.revision("deploy", "{}")).startsWith("deploy-").isNotEqualTo(Names.revision("deploy", "{ }"));
    }
}
