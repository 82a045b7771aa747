package dev.sluice.cli;

import dev.sluice.kubernetes.ask.ApprovalId;
import dev.sluice.kubernetes.ask.ApprovalList;
import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.DecisionQuestion;
import dev.sluice.kubernetes.ask.DecisionQuestion.Answer;
import dev.sluice.kubernetes.ask.DecisionQuestion.Written;
import dev.sluice.kubernetes.ask.Refused;
import dev.sluice.kubernetes.gate.AskedGate;
import dev.sluice.kubernetes.gate.Saying;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The part of the approval commands that knows the cluster: loaded where it is asked for, and not before. */
final class ApprovalsInCluster {

    private ApprovalsInCluster() {}

    static int list(ApprovalListCommand command) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        try (CallersCluster cluster = cluster(command.cluster)) {
            List<AskedGate> gates = ApprovalList.ask(cluster, command.pending, command.everywhere);
            if (command.json) {
                AskedJsonInCluster.print(out, json -> json.gates(gates, command.everywhere));
            } else {
                gates.forEach(gate -> AskedTextInCluster.of(gate, ApprovalId.of(gate, command.everywhere))
                        .forEach(out::println));
                if (gates.isEmpty()) {
                    String where = command.everywhere ? "any namespace" : "namespace " + cluster.namespace();
                    out.println((command.pending ? "no run waits for anybody in " : "nobody was asked anything in ")
                            + where);
                }
            }
            return Exit.SUCCEEDED;
        } catch (Refused e) {
            throw error(e);
        }
    }

    static int approve(DecisionOptions options, String comment, List<String> fields) throws InterruptedException {
        return decide(options, id -> Saying.approve(comment, answers(id, fields)));
    }

    static int reject(DecisionOptions options, String reason) throws InterruptedException {
        return decide(options, id -> Saying.reject(reason));
    }

    static int delegate(
            DecisionOptions options, String to, Optional<Instant> until, Optional<Duration> span, String comment)
            throws InterruptedException {
        Optional<Instant> end =
                until.or(() -> span.map(s -> Instant.now().plus(s).truncatedTo(ChronoUnit.SECONDS)));
        return decide(options, id -> Saying.delegate(to, end, comment));
    }

    private static int decide(DecisionOptions options, Function<ApprovalId, Saying> words) throws InterruptedException {
        try {
            ApprovalId id = ApprovalId.parse(options.id);
            if (id.namespace().isPresent()
                    && options.cluster
                            .namespace
                            .filter(n -> !n.equals(id.namespace().get()))
                            .isPresent()) {
                throw new UserError("sluice: " + id + " is not in namespace " + options.cluster.namespace.get());
            }
            try (CallersCluster cluster = cluster(options.cluster)) {
                DecisionQuestion question = new DecisionQuestion(cluster, id);
                Written written = question.write(words.apply(id));
                Answer answer = question.await(written, options.timeout);
                PrintStream out = Terminal.stream(Terminal.OUT);
                if (options.json) {
                    AskedJsonInCluster.print(out, json -> json.object(o -> json(o, id, written, answer)));
                } else {
                    out.println(text(id, written, answer, options.timeout));
                }
                return answer instanceof Answer.Taken ? Exit.SUCCEEDED : Exit.FAILED;
            }
        } catch (Refused e) {
            throw error(e);
        }
    }

    private static String text(ApprovalId id, Written written, Answer answer, Duration patience) {
        if (answer instanceof Answer.Taken taken) {
            return id + ": on record for " + DecisionTextInCluster.visible(written.person()) + "; "
                    + standing(taken.gate());
        }
        return answer instanceof Answer.NotTaken not
                ? id + ": not taken: " + DecisionTextInCluster.visible(not.why())
                : id + ": written as " + written.key() + ", and not taken up in " + patience.toSeconds()
                        + " s: is the operator running? It will be once it does";
    }

    private static String standing(AskedGate gate) {
        if (!gate.waits()) {
            return "it is " + DecisionTextInCluster.word(gate.status().state()).toLowerCase(Locale.ROOT);
        }
        int more = gate.approval().quorum() - gate.approvals().size();
        return more > 0 ? "waits for " + more + " more, " + AskedTextInCluster.needs(gate) : "waits on";
    }

    static void json(AskedJsonInCluster json, ApprovalId id, Written written, Answer answer) throws IOException {
        json.text("id", id);
        json.text("namespace", written.namespace());
        json.text("run", id.run());
        json.text("gate", id.gate());
        json.text("person", written.person());
        json.text("verdict", DecisionTextInCluster.word(written.saying().kind()));
        json.text("digest", written.digest().orElse(null));
        json.text("annotation", written.key());
        json.flag("taken", answer instanceof Answer.Taken);
        if (answer instanceof Answer.Taken taken) {
            json.text("state", DecisionTextInCluster.word(taken.gate().status().state()));
        } else {
            json.text(
                    "reason",
                    answer instanceof Answer.NotTaken not ? not.why() : "the operator has not looked at it yet");
        }
    }

    private static Map<String, List<String>> answers(ApprovalId id, List<String> fields) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? "" : field.substring(0, equals);
            if (key.startsWith(id.gate() + ".")) {
                key = key.substring(id.gate().length() + 1);
            }
            if (key.isEmpty() || key.contains(".")) {
                problems.add("sluice: --field %s: write KEY=VALUE or %s.KEY=VALUE".formatted(field, id.gate()));
            } else {
                answers.computeIfAbsent(key, k -> new ArrayList<>()).add(field.substring(equals + 1));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return answers;
    }

    private static CallersCluster cluster(KubeconfigOptions options) throws Refused {
        return new CallersCluster(options.namespace, options.context, options.kubeconfig);
    }

    private static UserError error(Refused e) {
        return new UserError(
                e.reasons().stream().map(reason -> "sluice: " + reason).toList());
    }
}
