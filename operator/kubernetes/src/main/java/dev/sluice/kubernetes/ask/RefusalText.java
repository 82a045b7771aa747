package dev.sluice.kubernetes.ask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an API server says when it does not do what it is asked, for the person who asked. */
final class RefusalText {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String DENIED = "denied request: ";
    private static final Pattern NO_RIGHT = Pattern.compile(
            "User \"(?<user>[^\"]*)\" cannot (?<verb>\\w+) resource \"(?<kind>[^\"]*)\"(?: in API group \"[^\"]*\")?"
                    + "(?: in the namespace \"(?<namespace>[^\"]*)\"| at the cluster scope)(?<why>.*)");

    private RefusalText() {}

    static String of(int code, String message) {
        if (code == UNAUTHORIZED) {
            return "the API server does not know you (" + message
                    + "): log in anew, or look at the user of this context in your kubeconfig";
        }
        Matcher right = NO_RIGHT.matcher(message);
        return code == FORBIDDEN && right.find() ? noRight(right) : judged(message);
    }

    private static String noRight(Matcher right) {
        String where = right.group("namespace") == null ? "all namespaces" : "namespace " + right.group("namespace");
        return "you (%s) may not %s %s in %s%s; ask who looks after it for a role that lets you, e.g. view to look, edit to run"
                .formatted(right.group("user"), right.group("verb"), right.group("kind"), where, right.group("why"));
    }

    /** What an admission policy says to people, without its name and its binding's. */
    private static String judged(String message) {
        int denied = message.indexOf(DENIED);
        return denied < 0 || !message.contains("ValidatingAdmissionPolicy")
                ? message
                : "the API server does not let that through: " + message.substring(denied + DENIED.length());
    }
}
