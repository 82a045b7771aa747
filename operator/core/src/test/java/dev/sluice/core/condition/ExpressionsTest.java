package dev.sluice.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import dev.sluice.core.Written;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

    private static final Circumstances PUSH = run(
            """
            event:
              source: github
              type: push
              branch: feature/x
              revision: 1f2e3d
              message: "Fix it [ci skip]\\nand more"
              sender: alice
            labels: [urgent]
            """);

    private static final Circumstances PULL_REQUEST = run(
            """
            event:
              type: pull_request.opened
              branch: topic
              pullRequest: {number: 7, baseBranch: main, draft: true, labels: [bug, "help wanted"]}
            """);

    private static final Circumstances BY_HAND = run("{}");

    private static Circumstances run(String request) {
        return new Circumstances(
                "shop",
                Written.request(request),
                Map.of("environment", "staging", "branch", "never this one"),
                Map.of("CI", "true"));
    }

    private static boolean holds(String expression, Circumstances run) {
        return Expressions.verdict(expression, run).holds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "!false",
                "!null",
                "build.branch == \"feature/x\"",
                "build.branch == 'feature/x'",
                "build.branch != \"main\"",
                "build.branch =~ /^feature\\//",
                "build.branch =~ /^FEATURE/i",
                "build.branch !~ /^FEATURE/",
                "build.branch =~ /x$$/",
                "build.message =~ /\\[ci skip\\]/",
                "build.message !~ /skip tests/ && build.branch =~ /^feature\\//",
                "build.tag == null",
                "build.tag !~ /./",
                "!build.tag",
                "build.commit == \"1f2e3d\"",
                "build.source == \"webhook\"",
                "build.creator.name == \"alice\"",
                "build.number == null",
                "build.pull_request.id == null",
                "!build.pull_request.draft",
                "build.pull_request.draft == null",
                "build.pull_request.labels includes \"urgent\"",
                "!(build.pull_request.labels includes \"hold\")",
                "[\"main\", 'feature/x'] includes build.branch",
                "!([] includes 1)",
                "pipeline.slug == \"shop\"",
                "build.env(\"environment\") == \"staging\"",
                "env(\"CI\") == \"true\"",
                "env(\"BUILDKITE_BRANCH\") == build.branch",
                "env(\"SLUICE_BRANCH\") == build.branch",
                "env(\"branch\") == \"never this one\"",
                "env(\"PATH\") == null",
                "env(\"HOME\") == null",
                "build.env(env(\"NOTHING\")) == null",
                "build.env(\"BUILDKITE_PULL_REQUEST\") == \"false\"",
                "12 == 12",
                "12 != 13",
                "\"12\" == 12",
                "\"a\\\"b\" == 'a\"b'",
                "\"a\\d\" == 'a\\d'",
                "false || false || true",
                "true && true && true",
                "true || false && false",
                "false == false",
                "null == null",
                "// only on branches\nbuild.branch =~ /x/ // like this\n  && true",
                "(((build.branch)) == (\"feature/x\"))",
                "build.branch",
                "null =~ /x/ || true"
            })
    void what_holds_for_a_push_to_a_branch(String expression) {
        assertThat(Expressions.fault(expression)).isEmpty();
        assertThat(holds(expression, PUSH)).isTrue();
        assertThat(holds("!(" + expression + "\n)", PUSH)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build.pull_request.id",
                "build.pull_request.id == \"7\"",
                "build.pull_request.id == 7",
                "build.pull_request.id != null",
                "build.pull_request.base_branch == \"main\"",
                "build.pull_request.draft",
                "build.pull_request.labels includes \"help wanted\"",
                "build.env(\"BUILDKITE_PULL_REQUEST\") == \"7\""
            })
    void what_holds_for_a_pull_request(String expression) {
        assertThat(holds(expression, PULL_REQUEST)).isTrue();
    }

    @Test
    void a_run_by_hand_knows_hardly_anything() {
        assertThat(holds("build.branch == null && build.creator.name == null && build.message == null", BY_HAND))
                .isTrue();
        assertThat(holds("build.source == 'api'", BY_HAND)).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "build.brnch == \"main\"; column 1: no variable named \"build.brnch\" (did you mean \"build.branch\"?)",
                "true && organization.slug; column 9: \"organization.slug\" is Buildkite's, and never known to Sluice",
                "zzz; column 1: no variable named \"zzz\"",
                "environ(\"X\"); column 1: no function named \"environ\" (did you mean \"env\"?)",
                "build.env == \"x\"; column 1: build.env takes a name, e.g. build.env(\"CI\")",
                "build.branch = \"main\"; column 14: \"=\" has no meaning (there are == != =~ !~ includes && || ! and parentheses)",
                "build.number > 3; column 14: \">\" has no meaning (there are == != =~ !~ includes && || ! and parentheses)",
                "true & true; column 6: \"&\" has no meaning (there are == != =~ !~ includes && || ! and parentheses)",
                "build.branch == \"main; column 17: the string has no closing \"",
                "build.branch =~ /main; column 17: the regular expression has no closing /",
                "build.branch =~ \"main\"; column 17: needs a regular expression here, e.g. /^v1/",
                "build.branch == /main/; column 17: a regular expression goes right of =~ or !~",
                "build.branch =~ /(/; column 17: the regular expression can't be read: missing closing )",
                "build.branch =~ /(?=x)/; column 17: the regular expression can't be read: invalid or unsupported Perl syntax",
                "build.branch =~ /((a{100}){100}){100}/; column 17: the regular expression repeats more than 1,000 times",
                "build.branch ==; column 16: needs a value here, not the end",
                "(true; column 6: needs ) here, not the end",
                "true); column 5: \")\" is not expected here",
                "true false; column 6: \"false\" is not expected here",
                "true == true == true; column 14: \"==\" is not expected here",
                "`` ; column 1: needs a value here, not the end",
                "build.branch includes \"x\"; column 1: includes needs a list on its left: build.pull_request.labels, or [\"a\", \"b\"]",
                "env(\"X\"; column 8: needs ) here, not the end",
                "§; column 1: \"§\" has no meaning (there are == != =~ !~ includes && || ! and parentheses)"
            })
    void what_cannot_be_read_is_told_with_its_column(String expression, String message) {
        assertThat(Expressions.fault(expression)).contains(message);
    }

    @Test
    void in_an_expression_of_several_lines_the_line_is_told_too() {
        assertThat(Expressions.fault("build.branch == \"x\" &&\n  build.tga == null"))
                .contains("line 2, column 3: no variable named \"build.tga\" (did you mean \"build.tag\"?)");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"(", "!", "[", "env(", "(!"})
    void nothing_is_nested_without_end(String opening) {
        assertThat(Expressions.fault(opening.repeat(1000) + "true"))
                .hasValueSatisfying(fault -> assertThat(fault).endsWith("is nested more than 64 levels deep"));
    }

    @Test
    void a_hostile_regular_expression_takes_no_longer_than_any() {
        Circumstances run = run("{event: {message: \"" + "a".repeat(4000) + "\"}}");
        Duration took = CpuTime.of(() -> holds(
                "build.message =~ /^(a+)+b$/ || build.message =~ /^(a|a?)*b$/ || build.message =~ /(x+x+)+y/", run));
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "build.branch == \"main\"; build.branch == \"main\" does not hold: build.branch is feature/x",
                "true && build.tag =~ /^v/ && false; build.tag =~ /^v/ does not hold: build.tag is null",
                "true && (true && false); false does not hold",
                "build.tag || build.branch == \"y\"; build.tag || build.branch == \"y\" does not hold: build.tag is null, build.branch is feature/x",
                "build.pull_request.labels includes \"bug\"; build.pull_request.labels includes \"bug\" does not hold: build.pull_request.labels is [urgent]"
            })
    void why_one_does_not_hold(String expression, String why) {
        assertThat(Expressions.verdict(expression, PUSH)).isEqualTo(Verdict.no(why));
    }
}
