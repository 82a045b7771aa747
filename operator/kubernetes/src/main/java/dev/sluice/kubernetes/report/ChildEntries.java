package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.ChildRun;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.observe.Children;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs a run has started, for its status: those that are there, and those on record that are gone. */
public final class ChildEntries {

    private static final int MOST = 40;

    private ChildEntries() {}

    /** Absent where there are none. */
    public static List<ChildRun> of(PipelineRunStatus before, String runUid, Collection<PipelineRun> children) {
        Map<String, ChildRun> entries = new LinkedHashMap<>();
        if (before != null && before.children() != null) {
            before.children().forEach(entry -> entries.put(entry.run(), entry));
        }
        children.stream()
                .sorted(Comparator.comparing((PipelineRun child) ->
                                String.valueOf(child.getMetadata().getCreationTimestamp()))
                        .thenComparing(child -> child.getMetadata().getName()))
                .forEach(child -> Children.of(runUid, child).ifPresent(identity -> {
                    String name = child.getMetadata().getName();
                    entries.put(name, new ChildRun(identity.job().step(), name));
                }));
        List<ChildRun> all = List.copyOf(entries.values());
        return all.isEmpty() ? null : all.subList(Math.max(0, all.size() - MOST), all.size());
    }
}
