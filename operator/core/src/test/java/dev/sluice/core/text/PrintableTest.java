package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job prints can't command a terminal: every row is a thing that terminals obey. */
class PrintableTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a colour, '\u001b[31mred\u001b[0m', red",
        "the screen cleared, 'a\u001b[2J\u001b[Hb', ab",
        "a title, '\u001b]0;owned\u0007text', text",
        "a title with its long end, '\u001b]0;owned\u001b\\text', text",
        "the clipboard, '\u001b]52;c;cm0gLXJmIC8=\u0007x', x",
        "a link, '\u001b]8;;http://evil\u001b\\here\u001b]8;;\u001b\\', here",
        "a title that never ends, 'a\u001b]0;owned', a",
        "a question that the terminal answers, 'a\u001bP+q544e\u001b\\b\u001b[6n', ab",
        "a whole reset, '\u001bcx', x",
        "another set of letters, '\u001b(0qqq', qqq",
        "one byte in place of two, '\u009b31mred\u009d0;t\u009c!', red!",
        "a bell and backspaces, 'secret\u0007\u0008\u0008', secret",
        "a line written over, 'safe\revil', safeevil",
        "text read backwards, 'a\u202etxt.exe\u2066b', atxt.exeb",
        "an escape at the end, 'a\u001b', a",
        "half a sequence, 'a\u001b[3', a",
    })
    void commands_nothing(String what, String text, String printed) {
        assertThat(Printable.of(text)).isEqualTo(printed);
    }

    @Test
    void what_is_text_stays() {
        for (String text : new String[] {"", "plain", "Größe 漢字 👩‍👩‍👧 ❤️", "a\tb\nc"}) {
            assertThat(Printable.of(text)).isEqualTo(text);
        }
    }

    @Test
    void a_title_that_never_ends_takes_no_line_but_its_own() {
        assertThat(Printable.of("a\u001b]0;x\nb")).isEqualTo("a\nb");
    }
}
