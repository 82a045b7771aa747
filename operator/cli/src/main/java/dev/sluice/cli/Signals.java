package dev.sluice.cli;

import java.util.List;
import sun.misc.Signal;

/**
 * Ctrl-C and its kin. A shutdown hook would be the JDK's documented way, and would never hear of the second Ctrl-C; {@code sun.misc.Signal}
 * is what {@code jdk.unsupported} keeps open for this.
 */
final class Signals {

    private Signals() {}

    static void onEnd(Runnable action) {
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> action.run());
            } catch (IllegalArgumentException e) {
                // not on this system, or taken by the JVM (-Xrs): the default stays
            }
        }
    }
}
