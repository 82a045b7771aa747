package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.core.text.Reference.MatrixValue;
import dev.sluice.core.text.Reference.Output;
import dev.sluice.core.text.Reference.Variable;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {

    /** A reference is rendered as its own kind and name, in angle brackets. */
    private static String rendered(Template template) {
        return template.render(reference -> {
            if (reference instanceof Variable variable) {
                return "<var " + variable.name() + ">";
            }
            return reference instanceof MatrixValue value ? "<matrix " + value.dimension() + ">" : "<output>";
        });
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("no reference", "plain", "plain"),
                Arguments.of("nothing", "", ""),
                Arguments.of("a variable", "a${b}c", "a<var b>c"),
                Arguments.of("two side by side", "${a}${b}", "<var a><var b>"),
                Arguments.of("a matrix value", "ci/${matrix.os}:1", "ci/<matrix os>:1"),
                Arguments.of("an output", "${steps.deploy-staging.outputs.url}", "<output>"),
                Arguments.of("a job's output", "${steps.t.outputs.url[3]}", "<output>"),
                Arguments.of("an escaped one is literal", "$${b} ${c}", "${b} <var c>"),
                Arguments.of("a variable named as a kind", "${matrix}${steps}", "<var matrix><var steps>"),
                Arguments.of("lone dollars are themselves", "$5 $HOME $$ $", "$5 $HOME $$ $"),
                Arguments.of("closing braces are themselves", "} {x}", "} {x}"),
                Arguments.of("in JSON", "{\"a\":\"${b}\"}", "{\"a\":\"<var b>\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void in_a_text_every_reference_is_replaced(String name, String text, String result) {
        assertThat(rendered(Template.parse(text))).isEqualTo(result);
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("variables are the shell's", "echo ${HOME} $x ${x:-d}", "echo ${HOME} $x ${x:-d}"),
                Arguments.of("so are dollars", "echo $$ $${x}", "echo $$ $${x}"),
                Arguments.of("so is what never ends", "echo ${", "echo ${"),
                Arguments.of("so are outputs", "echo ${steps.a.outputs.b}", "echo ${steps.a.outputs.b}"),
                Arguments.of("matrix values are replaced", "mvn -P${matrix.os}", "mvn -P<matrix os>"),
                Arguments.of("but for escaped ones", "echo $${matrix.os}", "echo ${matrix.os}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void in_a_program_the_matrix_alone_is_replaced(String name, String text, String result) {
        assertThat(rendered(Template.parseProgram(text))).isEqualTo(result);
    }

    static Stream<Arguments> unreadable() {
        String kinds = " is none of ${variable}, ${matrix.dimension}, ${steps.step.outputs.key}; "
                + "write $${ for a literal ${";
        return Stream.of(
                Arguments.of("a ${b", "\"${b\" has no closing }; write $${ for a literal ${"),
                Arguments.of("${}", "\"${}\"" + kinds),
                Arguments.of("${a b}", "\"${a b}\"" + kinds),
                Arguments.of("${a:-b}", "\"${a:-b}\"" + kinds),
                Arguments.of("${steps.a.url}", "\"${steps.a.url}\"" + kinds),
                Arguments.of("${steps.a.outputs.b[x]}", "\"${steps.a.outputs.b[x]}\"" + kinds),
                Arguments.of("${a\u001b}", "\"${a?}\"" + kinds));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void what_cannot_be_read_is_named(String text, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.parse(text))
                .withMessage(message);
    }

    @Test
    void references_are_told_in_the_order_written() {
        assertThat(Template.parse("${a} ${matrix.os} ${steps.b.outputs.c[2]} ${a}")
                        .references())
                .containsExactly(
                        new Variable("a"),
                        new MatrixValue("os"),
                        new Output("b", "c", OptionalInt.of(2)),
                        new Variable("a"));
    }

    @Test
    void what_is_inserted_is_data() {
        assertThat(Template.parse("${a}").render(reference -> "${a} $(rm) \\1")).isEqualTo("${a} $(rm) \\1");
    }

    @Property
    void a_text_of_which_all_references_are_escaped_is_itself(@ForAll String text) {
        String clean = text.replace("$", "").concat("${x}");
        assertThat(rendered(Template.parse(clean.replace("${", "$${")))).isEqualTo(clean);
    }

    @Property
    void a_reference_is_read_as_it_is_written(@ForAll boolean indexed) {
        Output output = new Output("a-b", "C_d", indexed ? OptionalInt.of(12) : OptionalInt.empty());
        assertThat(Template.parse(output.toString()).references()).containsExactly(output);
    }
}
