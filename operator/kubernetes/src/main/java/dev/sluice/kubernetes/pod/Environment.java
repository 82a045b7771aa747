package dev.sluice.kubernetes.pod;

import dev.sluice.core.model.Work;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A container's environment: the template's, then the job's over it. */
final class Environment {

    private static final Set<String> PARALLEL_INDEX = Set.of("SLUICE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB");

    private Environment() {}

    static List<EnvVar> of(Map<String, String> values, List<Work.SecretVariable> secrets) {
        List<EnvVar> environment = new ArrayList<>(values.size() + secrets.size());
        values.forEach((name, value) -> environment.add(new EnvVar(name, Expansion.literal(value), null)));
        secrets.forEach(secret -> environment.add(secret(secret)));
        return environment;
    }

    /**
     * For all indexes of an Indexed Job at once.
     *
     * @param byIndex variables whose value has the parallel index in it: text before and after
     */
    static List<EnvVar> indexed(
            Map<String, String> values, Map<String, Affix> byIndex, List<Work.SecretVariable> secrets) {
        List<EnvVar> environment = new ArrayList<>();
        PARALLEL_INDEX.stream().sorted().forEach(name -> environment.add(completionIndex(name)));
        Map<String, String> same = new LinkedHashMap<>(values);
        same.keySet().removeAll(PARALLEL_INDEX);
        same.keySet().removeAll(byIndex.keySet());
        environment.addAll(of(same, secrets));
        byIndex.forEach((name, affix) -> {
            if (!PARALLEL_INDEX.contains(name)) {
                environment.add(new EnvVar(
                        name,
                        Expansion.literal(affix.before())
                                + Expansion.valueOf("SLUICE_PARALLEL_JOB")
                                + Expansion.literal(affix.after()),
                        null));
            }
        });
        return environment;
    }

    static List<EnvVar> over(List<EnvVar> template, List<EnvVar> ours) {
        Map<String, EnvVar> merged = new LinkedHashMap<>();
        template.forEach(variable -> merged.put(variable.getName(), variable));
        ours.forEach(variable -> {
            merged.remove(variable.getName()); // to the end: what a variable refers to comes before it
            merged.put(variable.getName(), variable);
        });
        return new ArrayList<>(merged.values());
    }

    private static EnvVar secret(Work.SecretVariable secret) {
        return new EnvVarBuilder()
                .withName(secret.name())
                .withNewValueFrom()
                .withNewSecretKeyRef(secret.key(), secret.secret(), false)
                .endValueFrom()
                .build();
    }

    private static EnvVar completionIndex(String name) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.annotations['batch.kubernetes.io/job-completion-index']")
                .endValueFrom()
                .build();
    }

    record Affix(String before, String after) {}
}
