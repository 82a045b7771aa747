package dev.sluice.core.condition;

import dev.sluice.core.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into words. A {@code /} begins a regular expression right of {@code =~} and {@code !~}, and nowhere else. */
final class Lexer {

    private static final Pattern SPACE = Pattern.compile("(?:\\s|//[^\\n]*)+");
    private static final Pattern SYMBOL = Pattern.compile("==|!=|=~|!~|&&|\\|\\||[!()\\[\\],]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(?![A-Za-z0-9_])");
    private static final List<String> OTHERS = List.of("<=", ">=", "<", ">", "=", "&", "|", "?", "+", "@>");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            boolean regex = afterMatch();
            if (regex) {
                skip(Pattern.compile("\\s+"));
            } else {
                skip(SPACE);
            }
            if (at == text.length()) {
                add(Kind.END, "", at);
                return;
            }
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (regex && c == '/') {
                regex();
            } else if (!take(Kind.SYMBOL, SYMBOL) && !take(Kind.NAME, NAME) && !take(Kind.NUMBER, NUMBER)) {
                throw unknown();
            }
        }
    }

    private boolean afterMatch() {
        Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        return last != null && (last.is("=~") || last.is("!~"));
    }

    private void skip(Pattern space) {
        Matcher matcher = space.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            at = matcher.end();
        }
    }

    private boolean take(Kind kind, Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        add(kind, matcher.group(), matcher.end());
        return true;
    }

    private void add(Kind kind, String content, int end) {
        tokens.add(new Token(kind, content, at, end));
        at = end;
    }

    /** A backslash takes its meaning from a quote or a backslash; else it is one. */
    private void string(char quote) {
        StringBuilder content = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                add(Kind.STRING, content.toString(), i + 1);
                return;
            }
            boolean escapes = c == '\\' && i + 1 < text.length() && "\\'\"".indexOf(text.charAt(i + 1)) >= 0;
            content.append(escapes ? text.charAt(++i) : c);
        }
        throw new ExpressionException(text, at, "the string has no closing " + quote);
    }

    /** Only {@code \/} is changed: all else is for whoever reads regular expressions. */
    private void regex() {
        StringBuilder content = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                boolean anyCase = i + 1 < text.length() && text.charAt(i + 1) == 'i';
                add(anyCase ? Kind.REGEX_ANY_CASE : Kind.REGEX, content.toString(), i + (anyCase ? 2 : 1));
                return;
            }
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                content.append(next == '/' ? "/" : "\\" + next);
            } else {
                content.append(c);
            }
        }
        throw new ExpressionException(text, at, "the regular expression has no closing /");
    }

    private ExpressionException unknown() {
        if (text.charAt(at) == '/') {
            return new ExpressionException(text, at, "a regular expression goes right of =~ or !~");
        }
        String found = OTHERS.stream()
                .filter(other -> text.startsWith(other, at))
                .findFirst()
                .orElseGet(() -> Character.toString(text.codePointAt(at)));
        return new ExpressionException(
                text,
                at,
                "\"" + Shown.text(found)
                        + "\" has no meaning (there are == != =~ !~ includes && || ! and parentheses)");
    }
}
