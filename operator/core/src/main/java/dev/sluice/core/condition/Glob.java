package dev.sluice.core.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern with wildcards. In names {@code *} is any text, also an empty one. In paths {@code *} stays within a folder, {@code **} is any
 * text, and {@code **}{@code /} any number of folders, also none. {@code ?} is one letter.
 *
 * <p>Matched without trying again what was tried: of two wildcards that can take the same text, only the last is asked for more.
 */
public final class Glob {

    private enum Kind {
        LETTER,
        ONE,
        WITHIN,
        ANYTHING,
        FOLDERS
    }

    private record Token(Kind kind, char letter) {}

    private static final int NOWHERE = -1;

    private final String text;
    private final boolean path;
    private final Token[] tokens;

    private Glob(String text, boolean path) {
        this.text = text;
        this.path = path;
        this.tokens = path ? pathTokens(text) : nameTokens(text);
    }

    public static Glob ofName(String text) {
        return new Glob(text, false);
    }

    public static Glob ofPath(String text) {
        return new Glob(text, true);
    }

    public boolean matches(String name) {
        return new Match(name).found();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Token[] nameTokens(String text) {
        return text.chars()
                .mapToObj(c -> c == '*'
                        ? new Token(Kind.ANYTHING, '*')
                        : new Token(c == '?' ? Kind.ONE : Kind.LETTER, (char) c))
                .toArray(Token[]::new);
    }

    private static Token[] pathTokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("**/", at) && (at == 0 || text.charAt(at - 1) == '/')) {
                tokens.add(new Token(Kind.FOLDERS, c));
                at += 3;
            } else if (text.startsWith("**", at)) {
                tokens.add(new Token(Kind.ANYTHING, c));
                at += 2;
            } else {
                tokens.add(new Token(c == '*' ? Kind.WITHIN : c == '?' ? Kind.ONE : Kind.LETTER, c));
                at++;
            }
        }
        return tokens.toArray(Token[]::new);
    }

    /** One try, and how far its wildcards have reached. */
    private final class Match {

        private final String name;
        private int at;
        private int token;

        /** Where the last {@code *} ends so far. */
        private int within = NOWHERE;

        private int afterWithin;

        /** Where the last {@code **} ends so far. */
        private int across = NOWHERE;

        private int afterAcross;

        private Match(String name) {
            this.name = name;
        }

        private boolean found() {
            while (at < name.length()) {
                if (!step() && !stretch()) {
                    return false;
                }
            }
            while (token < tokens.length && isWild(tokens[token].kind)) {
                token++;
            }
            return token == tokens.length;
        }

        private boolean step() {
            if (token == tokens.length) {
                return false;
            }
            Kind kind = tokens[token].kind;
            if (isWild(kind)) {
                open(kind);
                return true;
            }
            char c = name.charAt(at);
            if (kind == Kind.ONE ? path && c == '/' : c != tokens[token].letter) {
                return false;
            }
            at++;
            token++;
            return true;
        }

        private void open(Kind kind) {
            token++;
            if (kind == Kind.WITHIN) {
                within = at;
                afterWithin = token;
            } else {
                within = NOWHERE;
                across = at;
                afterAcross = token;
            }
        }

        /** One letter more for the last wildcard that can take it; one folder more where it takes folders. */
        private boolean stretch() {
            if (within != NOWHERE && name.charAt(within) != '/') {
                at = ++within;
                token = afterWithin;
                return true;
            }
            if (across == NOWHERE) {
                return false;
            }
            if (tokens[afterAcross - 1].kind == Kind.FOLDERS) {
                across = name.indexOf('/', across);
                if (across < 0) {
                    return false;
                }
            }
            within = NOWHERE;
            at = ++across;
            token = afterAcross;
            return true;
        }
    }

    private static boolean isWild(Kind kind) {
        return kind == Kind.WITHIN || kind == Kind.ANYTHING || kind == Kind.FOLDERS;
    }
}
