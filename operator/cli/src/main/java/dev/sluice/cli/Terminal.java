package dev.sluice.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the other end of an output stream can do.
 *
 * @param live lines may be drawn anew
 */
record Terminal(boolean colors, boolean live) {

    static final Terminal PLAIN = new Terminal(false, false);

    static final int IN = 0;
    static final int OUT = 1;
    static final int ERR = 2;

    /** NO_COLOR (no-color.org) goes over FORCE_COLOR and CLICOLOR_FORCE, these over TERM=dumb, a pipe and CLICOLOR=0. */
    static Terminal of(boolean isTerminal, Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "dumb");
        boolean capable = isTerminal && !term.equals("dumb");
        boolean ci = !environment.getOrDefault("CI", "").isEmpty();
        return new Terminal(colors(capable, environment), capable && !ci);
    }

    private static boolean colors(boolean capable, Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String force = environment.getOrDefault("FORCE_COLOR", environment.getOrDefault("CLICOLOR_FORCE", ""));
        if (!force.isEmpty()) {
            return !force.equals("0") && !force.equals("false");
        }
        return capable && !environment.getOrDefault("CLICOLOR", "").equals("0");
    }

    static Terminal of(int descriptor) {
        return of(isTerminal(descriptor), System.getenv());
    }

    /** Somebody can be asked something: both ends are at a terminal. */
    static boolean canAsk(int descriptor) {
        return isTerminal(IN) && isTerminal(descriptor);
    }

    /** Results are UTF-8 whatever the locale says: a build server's is often unset. */
    static PrintStream stream(int descriptor) {
        FileDescriptor file = descriptor == OUT ? FileDescriptor.out : FileDescriptor.err;
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }

    /** The JDK only knows about stdin and stdout together (17), or always has a console (22 to 24); Linux tells of each. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            // not Linux after all
        }
        return hasConsole(System.console());
    }

    private static boolean hasConsole(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before 22 there is a console only where there is a terminal
        }
    }
}
