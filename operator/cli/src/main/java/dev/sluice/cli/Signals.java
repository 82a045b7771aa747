package dev.sluice.cli;

import java.io.IOException;
import java.util.List;
import sun.misc.Signal;

/**
 * Ctrl-C, Ctrl-Z and their kin. A shutdown hook would be the JDK's documented way, and would never hear of the second Ctrl-C; {@code sun.misc.Signal}
 * is what {@code jdk.unsupported} keeps open for this.
 */
final class Signals {

    private Signals() {}

    static void onEnd(Runnable action) {
        for (String name : List.of("INT", "TERM", "HUP")) {
            handle(name, action);
        }
    }

    /** The terminal's window has another size. */
    static void onResize(Runnable action) {
        handle("WINCH", action);
    }

    /** Ctrl-Z stops this process as ever, {@code before} it and {@code after} it goes on something is done. The jobs run on. */
    static void aroundStop(Runnable before, Runnable after) {
        handle("CONT", after);
        handle("TSTP", () -> {
            before.run();
            try {
                // The JDK can't stop itself.
                new ProcessBuilder(
                                "kill",
                                "-STOP",
                                Long.toString(ProcessHandle.current().pid()))
                        .start();
            } catch (IOException e) {
                after.run();
            }
        });
    }

    private static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            // not on this system, or taken by the JVM (-Xrs): the default stays
        }
    }
}
