package dev.sluice.core.workspace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a repository is: the URLs that may be checked out from. Git knows others, that run programs or read the disk. */
public final class Remote {

    private static final String HOST = "(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9][A-Za-z0-9._-]*)";
    private static final String USER = "([A-Za-z0-9._~%+-]+@)?";
    private static final Pattern URL =
            Pattern.compile("(https?|ssh|git)://" + USER + HOST + "(:[0-9]{1,5})?/[^\\s\\p{Cntrl}]+");

    /** {@code git@host:path}, which is ssh. */
    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9._~+-]+@" + HOST + ":(?!/?-)[^\\s\\p{Cntrl}]+");

    private static final Pattern PASSWORD = Pattern.compile("[a-z+]+://[^/@]*:[^/@]*@.*");

    private Remote() {}

    /** What is wrong with a URL; empty where nothing is. */
    public static Optional<String> fault(String url) {
        if (url.startsWith("-")) {
            return Optional.of("begins with a dash");
        }
        if (PASSWORD.matcher(url).matches()) {
            return Optional.of("has a password in it: put that into a Secret and name it in workspace.git.secret");
        }
        return URL.matcher(url).matches() || SHORT.matcher(url).matches() && !url.contains("://")
                ? Optional.empty()
                : Optional.of("must be a URL of https, http, ssh or git, or as git@host:path");
    }

    public static boolean isSsh(String url) {
        return url.startsWith("ssh://") || !url.contains("://");
    }

    /** Whether an event is of this repository, as far as its text tells: a URL in another form, or the end of one. */
    public static boolean isOf(String url, String repository) {
        String plain = plain(repository);
        return plain.isEmpty() || plain(url).equals(plain) || plain(url).endsWith("/" + plain);
    }

    private static String plain(String url) {
        return url.toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z+]+://", "")
                .replaceFirst("^[^/@]*@", "")
                .replaceFirst("^([^/:]+):([0-9]+/)?", "$1/")
                .replaceFirst("/+$", "")
                .replaceFirst("\\.git$", "");
    }
}
