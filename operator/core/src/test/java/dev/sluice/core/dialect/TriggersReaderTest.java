package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What starts runs by itself, as it is read (A1). */
class TriggersReaderTest {

    private static final String REST = "variables: {env: dev}\nsteps: [{name: a, script: x}]\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {}                                                     | spec.triggers[0]: has exactly one of event and schedule
            {schedule: "61 * * * *"}                               | spec.triggers[0].schedule: minute "61": 61 is not from 0 to 59
            {schedule: "0 0 30 2 *"}                               | spec.triggers[0].schedule: is a time that never comes
            {schedule: "0 3 * * *", timeZone: Europe/Berlim}       | spec.triggers[0].timeZone: no time zone "Europe/Berlim" (did you mean "Europe/Berlin"?)
            {schedule: "0 3 * * *", onMissed: Never}               | spec.triggers[0].onMissed: "Never" is none of RunOnce, Skip
            {schedule: "0 3 * * *", variables: {envv: x}}          | spec.triggers[0].variables.envv: the pipeline declares no variable "envv" (did you mean "env"?)
            {schedule: "0 3 * * *", branches: [main]}              | spec.triggers[0].branches: goes with event
            {schedule: "0 3 * * *", cron: x}                       | spec.triggers[0].cron: unknown field
            {event: push}                                          | spec.triggers[0].event: is not supported yet
            """)
    void what_is_wrong_is_said_with_its_place(String trigger, String problem) {
        assertThat(Written.problems(Written.spec("triggers: [" + trigger + "]\n" + REST)))
                .singleElement()
                .asString()
                .endsWith(": " + problem);
    }

    @Test
    void a_schedule_is_let_through() {
        assertThat(Written.problems(Written.spec(
                        "triggers: [{schedule: '0 3 * * mon-fri', timeZone: Europe/Berlin, onMissed: Skip, variables: {env: prod}}]\n"
                                + REST)))
                .isEmpty();
    }
}
