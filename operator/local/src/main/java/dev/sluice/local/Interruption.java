package dev.sluice.local;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ctrl-C goes to the terminal's whole process group: to a job's process too, until that is in a session of its own. What ends by such a
 * signal is told of a moment later, when the run has heard of it itself and stops its jobs; else they would count as failed.
 */
final class Interruption {

    private static final int SIGNALLED = 128;

    /** HUP, INT and TERM: those that end a run. */
    private static final Set<Integer> SIGNALS = Set.of(1, 2, 15);

    private static final long MOMENT_MILLIS = 500;

    /** What the JDK says where the program that starts processes for it was ended. */
    private static final Pattern HELPER_ENDED = Pattern.compile("spawn helper.*signal: (\\d+)");

    private Interruption() {}

    static CompletionStage<Integer> exitCode(Process process) {
        return process.onExit().thenCompose(ended -> told(ended.exitValue()));
    }

    /** The exit code of a process that was ended by such a signal before it was one. */
    static OptionalInt caughtWhileStarting(IOException trouble) {
        Matcher matcher =
                HELPER_ENDED.matcher(Optional.ofNullable(trouble.getMessage()).orElse(""));
        return matcher.find() && SIGNALS.contains(Integer.parseInt(matcher.group(1)))
                ? OptionalInt.of(SIGNALLED + Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }

    static CompletionStage<Integer> told(int exitCode) {
        return SIGNALS.contains(exitCode - SIGNALLED)
                ? CompletableFuture.supplyAsync(
                        () -> exitCode, CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS))
                : CompletableFuture.completedFuture(exitCode);
    }
}
