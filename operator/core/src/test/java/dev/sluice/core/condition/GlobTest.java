package dev.sluice.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "main, main, true",
        "main, maintenance, false",
        "main, Main, false",
        "'', '', true",
        "'', main, false",
        "*, '', true",
        "*, feature/x, true",
        "feature/*, feature/x/y, true",
        "feature/*, feature/, true",
        "feature/*, feature, false",
        "*-test, rails-update-test, true",
        "v*.0, v1.0, true",
        "v*.0, v1.0.0, true",
        "v*.0, v1.1, false",
        "*a*b*, xaxbx, true",
        "*a*b*, xbxax, false",
        "**, anything/at/all, true",
        "v?, v1, true",
        "v?, v, false",
        "a.b, axb, false",
        "[ab], a, false",
        "[ab], [ab], true"
    })
    void of_names(String glob, String name, boolean matches) {
        assertThat(Glob.ofName(glob).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "README.md, README.md, true",
        "README.md, docs/README.md, false",
        "*.md, README.md, true",
        "*.md, docs/README.md, false",
        "src/*, src/a.c, true",
        "src/*, src/sub/a.c, false",
        "src/*/a.c, src/sub/a.c, true",
        "src/*/a.c, src/a.c, false",
        "src/**, src/sub/deep/a.c, true",
        "src/**, src/a.c, true",
        "src/**, src, false",
        "src/**, srcs/a.c, false",
        "src/**/a.c, src/a.c, true",
        "src/**/a.c, src/x/y/a.c, true",
        "src/**/a.c, src/x/ya.c, false",
        "**/a.c, a.c, true",
        "**/a.c, x/y/a.c, true",
        "**/a.c, x/ya.c, false",
        "**/*.md, docs/deep/x.md, true",
        "**/*.md, x.md, true",
        "**/x/*.c, a/x/b/x/d.c, true",
        "**/x/*.c, a/x/b/d.c, false",
        "**.md, docs/deep/x.md, true",
        "a**z, a/b/c/z, true",
        "a*b*c/d, aXbXbc/d, true",
        "a*b*c/d, aXb/bc/d, false",
        "?.c, a.c, true",
        "a?c, a/c, false",
        "**/test/**/*.java, a/test/b/c/D.java, true",
        "**/test/**/*.java, test/D.java, true",
        "**/test/**/*.java, tests/D.java, false"
    })
    void of_paths(String glob, String path, boolean matches) {
        assertThat(Glob.ofPath(glob).matches(path)).isEqualTo(matches);
    }

    @Property(tries = 5000)
    void says_what_trying_everything_says(
            @ForAll @StringLength(max = 7) @Chars({'*', 'a', '/', '?'}) String glob,
            @ForAll @StringLength(max = 9) @CharRange(from = 'a', to = 'b') @Chars('/') String text) {
        assertThat(Glob.ofPath(glob).matches(text))
                .as("%s and %s", glob, text)
                .isEqualTo(trying(glob, 0, text, 0, true));
        assertThat(Glob.ofName(glob).matches(text))
                .as("name %s and %s", glob, text)
                .isEqualTo(trying(glob, 0, text, 0, false));
    }

    /** The definition, word by word. */
    private static boolean trying(String glob, int g, String text, int t, boolean path) {
        if (g == glob.length()) {
            return t == text.length();
        }
        boolean begins = g == 0 || glob.charAt(g - 1) == '/';
        if (path && begins && glob.startsWith("**/", g)) {
            return trying(glob, g + 3, text, t, true)
                    || text.indexOf('/', t) >= 0 && trying(glob, g, text, text.indexOf('/', t) + 1, true);
        }
        if (glob.charAt(g) == '*') {
            boolean across = !path || glob.startsWith("**", g);
            int after = g + (path && across ? 2 : 1);
            boolean takes = t < text.length() && (across || text.charAt(t) != '/');
            return trying(glob, after, text, t, path) || takes && trying(glob, g, text, t + 1, path);
        }
        boolean one = t < text.length()
                && (glob.charAt(g) == '?' ? !path || text.charAt(t) != '/' : glob.charAt(g) == text.charAt(t));
        return one && trying(glob, g + 1, text, t + 1, path);
    }

    @Test
    void a_hostile_pattern_takes_no_longer_than_its_length_times_the_texts() {
        Glob names = Glob.ofName("*a".repeat(500) + "b");
        Glob paths = Glob.ofPath("**/*a".repeat(200) + "b");
        Duration took = CpuTime.of(() -> names.matches("a".repeat(1024)) || paths.matches("a/".repeat(512)));
        assertThat(took).isLessThan(Duration.ofMillis(500));
    }
}
