package dev.sluice.kubernetes.ask;

import dev.sluice.core.text.Nearest;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the Pods of a run wrote, asked of the API server (E2). */
public final class LogsQuestion {

    private final CallersCluster cluster;
    private final String run;
    private final Optional<String> step;
    private final Optional<String> job;
    private final Lines lines;

    /** Told of every line, from several threads. */
    public interface Lines {
        void line(String step, String job, String line);
    }

    public LogsQuestion(CallersCluster cluster, String run, Optional<String> step, Optional<String> job, Lines lines) {
        this.cluster = cluster;
        this.run = run;
        this.step = step;
        this.job = job;
        this.lines = lines;
    }

    /** What there is now, Pod by Pod. */
    public void tell(Optional<Integer> tail) throws Refused {
        List<Pod> pods = pods();
        for (Pod pod : pods) {
            if (begun(pod)) {
                try (Reader log = log(pod, tail)) {
                    tell(pod, log);
                } catch (IOException | KubernetesClientException e) {
                    throw new Refused(
                            "the log of Pod " + pod.getMetadata().getName() + " can't be read: " + e.getMessage());
                }
            }
        }
    }

    /** And what comes, until the run has ended. */
    public void follow(Optional<Integer> tail) throws Refused, InterruptedException {
        pods();
        Map<String, Thread> readers = new ConcurrentHashMap<>();
        try (Watch watch = cluster.watchPods(Map.of(Labels.RUN, run), new Watcher<Pod>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                if (wanted(pod) && begun(pod)) {
                    readers.computeIfAbsent(pod.getMetadata().getName(), name -> reader(pod, tail));
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                // the run's end is awaited beside it
            }
        })) {
            cluster.runs()
                    .await(
                            run,
                            found -> found.getStatus() != null
                                    && found.getStatus().completionTime() != null);
            for (Pod pod : pods()) {
                if (begun(pod)) {
                    readers.computeIfAbsent(pod.getMetadata().getName(), name -> reader(pod, tail));
                }
            }
            for (Thread reader : readers.values()) {
                reader.join();
            }
        }
    }

    private Thread reader(Pod pod, Optional<Integer> tail) {
        Thread reader = new Thread(
                () -> {
                    ContainerResource container = container(pod);
                    try (LogWatch log = tail.isPresent()
                                    ? container.tailingLines(tail.get()).watchLog()
                                    : container.watchLog();
                            Reader text = new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8)) {
                        tell(pod, text);
                    } catch (IOException | KubernetesClientException e) {
                        lines.line(stepOf(pod), jobOf(pod), "(its log can't be read any more: " + e.getMessage() + ")");
                    }
                },
                "sluice-log-" + pod.getMetadata().getName());
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void tell(Pod pod, Reader log) throws IOException {
        BufferedReader reader = new BufferedReader(log);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.line(stepOf(pod), jobOf(pod), line);
        }
    }

    private Reader log(Pod pod, Optional<Integer> tail) {
        ContainerResource container = container(pod);
        return tail.isPresent() ? container.tailingLines(tail.get()).getLogReader() : container.getLogReader();
    }

    private ContainerResource container(Pod pod) {
        return cluster.container(pod.getMetadata().getName(), main(pod).getName());
    }

    /** In the order in which they were made; an error where the run or what is asked for of it is not there. */
    private List<Pod> pods() throws Refused {
        var found = cluster.runs().get(run);
        List<String> steps = found.getStatus() == null || found.getStatus().steps() == null
                ? List.of()
                : found.getStatus().steps().stream().map(s -> s.name()).toList();
        if (step.isPresent() && !steps.contains(step.get())) {
            throw new Refused("run " + run + " has no step \"" + step.get() + "\"" + Nearest.hint(step.get(), steps));
        }
        List<Pod> pods = cluster.pods(Map.of(Labels.RUN, run)).stream()
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .toList();
        Set<String> jobs = pods.stream().map(LogsQuestion::jobOf).collect(Collectors.toCollection(LinkedHashSet::new));
        if (job.isPresent() && !jobs.isEmpty() && !jobs.contains(job.get())) {
            throw new Refused(
                    "run " + run + " has no Pod of job \"" + job.get() + "\" (now)" + Nearest.hint(job.get(), jobs));
        }
        return pods.stream().filter(this::wanted).toList();
    }

    private boolean wanted(Pod pod) {
        return step.map(stepOf(pod)::equals).orElse(true)
                && job.map(jobOf(pod)::equals).orElse(true);
    }

    /** A Pod that has not begun has no log to ask for. */
    private static boolean begun(Pod pod) {
        return pod.getStatus() != null && !"Pending".equals(pod.getStatus().getPhase());
    }

    private static String stepOf(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(Labels.STEP, "");
    }

    /** As Sluice calls it; a Pod of a batch/v1 Job does not know its index by then. */
    private static String jobOf(Pod pod) {
        return main(pod).getEnv().stream()
                .filter(variable -> variable.getName().equals("SLUICE_JOB"))
                .map(EnvVar::getValue)
                .filter(value -> value != null && !value.contains("$("))
                .findFirst()
                .orElse(pod.getMetadata().getName());
    }

    private static Container main(Pod pod) {
        return pod.getSpec().getContainers().get(0);
    }
}
