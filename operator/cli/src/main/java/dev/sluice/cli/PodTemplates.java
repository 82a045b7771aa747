package dev.sluice.cli;

import dev.sluice.core.dialect.YamlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The PodTemplates that a pipeline assumes: those that are known, and of the others what is to be filled in. */
final class PodTemplates {

    private PodTemplates() {}

    static List<String> of(Collection<String> agents, List<SourceFile> files) {
        List<String> documents = new ArrayList<>();
        for (String agent : agents) {
            documents.add(known(agent, files)
                    .map(document -> YamlText.of(document.source()))
                    .orElseGet(() -> unknown(agent)));
        }
        return documents;
    }

    /** Those of which nobody knows what they run. */
    static List<String> unknown(Collection<String> agents, List<SourceFile> files) {
        return agents.stream().filter(agent -> known(agent, files).isEmpty()).toList();
    }

    private static Optional<SourceFile.Document> known(String agent, List<SourceFile> files) {
        return files.stream()
                .flatMap(file -> file.ofKind("PodTemplate").stream())
                .filter(document -> document.resource().equals(agent))
                .findFirst();
    }

    private static String unknown(String agent) {
        return """
                # Agent %s is not known here (--agents FILE names those that are): say what it runs.
                apiVersion: v1
                kind: PodTemplate
                metadata: {name: %s}
                template:
                  spec:
                    containers:
                    - name: agent
                      image: busybox:latest
                      imagePullPolicy: IfNotPresent
                      command: [sh, -c, "echo agent %s has nothing to run yet >&2; exit 1"]
                """
                .formatted(agent, agent, agent);
    }
}
