package dev.sluice.kubernetes.group;

import dev.sluice.core.model.Concurrency;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Locale;

/** A concurrency group of a namespace. Runs and jobs never meet in one, or a run could wait for the place that it has itself. */
record Group(String namespace, Kind kind, String name) {

    enum Kind {
        RUNS,
        JOBS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Group ofRuns(String namespace, Concurrency concurrency) {
        return new Group(namespace, Kind.RUNS, concurrency.group());
    }

    static Group ofJobs(String namespace, Concurrency concurrency) {
        return new Group(namespace, Kind.JOBS, concurrency.group());
    }

    static Group of(Lease lease) {
        ObjectMeta metadata = lease.getMetadata();
        return new Group(
                metadata.getNamespace(),
                Kind.valueOf(metadata.getLabels().get(Labels.GROUP_OF).toUpperCase(Locale.ROOT)),
                metadata.getAnnotations().get(Annotations.GROUP));
    }

    String lease() {
        return Names.group(kind.word(), name);
    }
}
