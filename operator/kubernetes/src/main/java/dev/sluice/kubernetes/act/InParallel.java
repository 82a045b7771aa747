package dev.sluice.kubernetes.act;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Requests of one decision, several at a time. Waits for all of them, whatever comes of some: a decision is applied as far as it can be,
 * and then the first failure is thrown.
 */
public final class InParallel {

    private final Executor executor;

    public InParallel(Executor executor) {
        this.executor = executor;
    }

    public void run(List<Runnable> requests) {
        if (requests.size() == 1) {
            requests.get(0).run();
            return;
        }
        CompletableFuture<?>[] running = requests.stream()
                .map(request -> CompletableFuture.runAsync(request, executor))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while requests are under way", e);
        }
    }
}
