package dev.sluice.cli;

import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.ListQuestion;
import dev.sluice.kubernetes.ask.Refused;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the command that knows the cluster: loaded where it is asked for, and not before. */
final class ListInCluster {

    private ListInCluster() {}

    static int of(ClusterPlace place, boolean runs, boolean json, PrintStream out, Style style) {
        try (CallersCluster cluster = new CallersCluster(place.namespace, place.context, place.kubeconfig)) {
            ListQuestion question = new ListQuestion(cluster);
            if (runs) {
                RunList list = new RunList(question.runs().stream()
                        .map(run -> new RunList.Entry(
                                run.name(), run.pipeline(), run.state(), run.start(), run.end(), run.message()))
                        .toList());
                out.print(
                        json
                                ? JsonText.pretty(list.facts()) + "\n"
                                : list.text(style, "in namespace " + cluster.namespace()));
            } else {
                List<ListQuestion.Listed> pipelines = question.pipelines();
                out.print(
                        json
                                ? JsonText.pretty(facts(pipelines, cluster.namespace())) + "\n"
                                : text(pipelines, cluster.namespace(), style));
            }
            out.flush();
            return Exit.SUCCEEDED;
        } catch (Refused e) {
            throw new UserError("sluice: " + e.getMessage());
        }
    }

    private static Map<String, Object> facts(List<ListQuestion.Listed> pipelines, String namespace) {
        return new Facts()
                .putAll(
                        "pipelines",
                        pipelines.stream()
                                .map(p -> new Facts()
                                        .put("name", p.name())
                                        .put("description", p.description())
                                        .put("namespace", namespace)
                                        .put("builtIn", false)
                                        .put("accepted", p.accepted())
                                        .put("message", p.message())
                                        .putAll(
                                                "stages",
                                                p.stages().stream()
                                                        .map(name -> Map.of("name", name))
                                                        .toList())
                                        .map())
                                .toList())
                .map();
    }

    private static String text(List<ListQuestion.Listed> pipelines, String namespace, Style style) {
        if (pipelines.isEmpty()) {
            return style.faint("no pipelines in namespace " + namespace) + "\n";
        }
        int wide = pipelines.stream().mapToInt(p -> p.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (ListQuestion.Listed p : pipelines) {
            String refused = p.accepted() ? "" : "  " + style.bad("not accepted") + ": " + p.message();
            text.append(style.strong(p.name()))
                    .append(" ".repeat(wide - p.name().length()))
                    .append("  ")
                    .append(Counted.of(p.stages().size(), "stage"))
                    .append(Optional.of(p.description())
                            .filter(d -> !d.isEmpty())
                            .map(d -> "  " + d)
                            .orElse(""))
                    .append(refused)
                    .append('\n');
        }
        return text.toString();
    }
}
