package dev.sluice.kubernetes.gate;

import dev.sluice.core.check.Answers;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Asking;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.Chain;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people ask of a run's gates by its annotations, judged: what is to go on record, which annotations have had their time, and what
 * their authors are to be told. A request is taken whole or not at all. One that is on record already, as after a crash, is taken away
 * without a word.
 */
public final class GateInbox {

    /** Fifty are kept: room is left for those that say that others are void. */
    private static final int MOST_VOTES = 47;

    private final Plan plan;
    private final OpenGates open;
    private final Map<String, GateRecord> records;
    private final Assurance assurance;
    private final Function<GateStep, String> command;
    private final Instant now;
    private final Map<String, GateRecord> news = new HashMap<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final List<String> refusals = new ArrayList<>();

    private GateInbox(
            Plan plan,
            List<GateReport> gates,
            Map<String, GateRecord> records,
            Assurance assurance,
            Function<GateStep, String> command,
            Instant now) {
        this.plan = plan;
        this.open = new OpenGates(plan, gates, records);
        this.records = records;
        this.assurance = assurance;
        this.command = command;
        this.now = now;
    }

    /**
     * @param gates as they stand now
     * @param records what is on record of them: nobody was asked at one that is not among them
     * @param assurance how far names can be believed, asked just now
     * @param command that lets a gate on
     */
    public static Judged judge(
            Map<String, String> annotations,
            Plan plan,
            List<GateReport> gates,
            Map<String, GateRecord> records,
            Assurance assurance,
            Function<GateStep, String> command,
            Instant now) {
        List<GateRequest> requests = GateRequest.of(annotations);
        GateInbox inbox = new GateInbox(plan, gates, records, assurance, command, now);
        requests.forEach(request -> inbox.judge(request, requests));
        return new Judged(inbox.news, List.copyOf(inbox.done), inbox.refusals);
    }

    /** Whether anything is asked. */
    public static boolean concerns(Map<String, String> annotations) {
        return !GateRequest.of(annotations).isEmpty();
    }

    private void judge(GateRequest request, List<GateRequest> all) {
        if (done.contains(request.key()) || onRecord(request)) {
            return;
        }
        Optional<String> closed = open.closed(request);
        if (closed.isPresent()) {
            refuse(request, closed.get());
            return;
        }
        switch (request.kind()) {
            case REJECT -> vote(request, Map.of());
            case APPROVE -> approve(request, find(all, GateRequest.Kind.ANSWER, request.suffix()));
            case ANSWER -> answers(request); // stays until its approval comes, if it is right
            case DELEGATE -> vote(request, Map.of());
        }
    }

    private boolean onRecord(GateRequest request) {
        GateRecord record = records.get(request.gate());
        Optional<GateRecord.Vote> vote =
                request.kind() == GateRequest.Kind.ANSWER ? Optional.empty() : request.vote(now);
        boolean known = record != null && vote.isPresent() && isLast(request, record, vote.get());
        if (known) {
            done.add(request.key());
            done.add(GateRequest.Kind.ANSWER.prefix + request.suffix());
        }
        return known;
    }

    /** It is what they said last there, and counts. */
    private boolean isLast(GateRequest request, GateRecord record, GateRecord.Vote vote) {
        for (int i = record.votes().size() - 1; i >= 0; i--) {
            GateRecord.Vote other = record.votes().get(i);
            if (other.person().equals(vote.person())) {
                return other.says(vote)
                        && plan.gate(request.gate())
                                .map(gate -> Tally.of(gate.approval(), record.votes()))
                                .filter(tally -> tally.voided(record.votes().indexOf(other), now)
                                        .isEmpty())
                                .isPresent();
            }
        }
        return false;
    }

    private void approve(GateRequest request, Optional<GateRequest> answer) {
        Optional<Map<String, List<String>>> answers =
                answer.isPresent() ? answers(answer.get()) : answers(request, Map.of());
        if (answers.isPresent()) {
            vote(request, answers.get());
        } else {
            done.add(request.key());
        }
        answer.ifPresent(a -> done.add(a.key()));
    }

    private Optional<Map<String, List<String>>> answers(GateRequest request) {
        Optional<Map<String, List<String>>> given = AnswerText.read(request.value());
        if (given.isEmpty()) {
            refuse(request, "is no JSON object of answers. " + howTo(request));
            return Optional.empty();
        }
        return answers(request, given.get());
    }

    private Optional<Map<String, List<String>>> answers(GateRequest request, Map<String, List<String>> given) {
        Answers answers = Answers.of(gate(request), given);
        if (!answers.problems().isEmpty()) {
            refuse(request, String.join("; ", answers.problems()) + ". " + howTo(request));
            return Optional.empty();
        }
        if (!room().holds(answers.values())) {
            refuse(request, "answers of a run's gates are at most 20,000 bytes together");
            return Optional.empty();
        }
        return Optional.of(answers.values());
    }

    private void vote(GateRequest request, Map<String, List<String>> answers) {
        Optional<GateRecord.Vote> vote = request.vote(now);
        if (vote.isEmpty()) {
            refuse(request, request.howTo());
            return;
        }
        GateRecord soFar = news.getOrDefault(request.gate(), records.get(request.gate()));
        Optional<String> fault = fault(request, vote.get(), soFar);
        if (fault.isPresent()) {
            refuse(request, fault.get());
            return;
        }
        if (!room().holds(request.gate(), vote.get(), answers)) {
            refuse(
                    request,
                    "with it the run has more decisions and answers on record than its status holds; say it in fewer words, or cancel the run");
            return;
        }
        Chain chain = new Chain(assurance.run(), request.gate());
        GateRecord asked = vote.get().approves() ? Asking.answered(gate(request), soFar, answers, chain, now) : soFar;
        news.put(request.gate(), asked.with(vote.get(), answers, chain));
        done.add(request.key());
        done.add(GateRequest.Kind.ANSWER.prefix + request.suffix());
    }

    private Optional<String> fault(GateRequest request, GateRecord.Vote vote, GateRecord soFar) {
        Optional<String> other = Optional.ofNullable(request.said())
                .flatMap(GateRequest.Said::digest)
                .filter(digest -> !digest.equals(soFar.digest()));
        if (other.isPresent()) {
            return Optional.of("names " + other.get() + ", and what is asked about is " + soFar.digest());
        }
        if (soFar.votes().size() >= MOST_VOTES) {
            return Optional.of(request.gate() + " has as many decisions on record as it holds; cancel the run");
        }
        return new GateRights(gate(request), records.get(request.gate()), assurance, now).fault(vote, soFar);
    }

    private DecisionRoom room() {
        Map<String, GateRecord> all = new HashMap<>(records);
        all.putAll(news);
        return new DecisionRoom(plan, all);
    }

    private void refuse(GateRequest request, String why) {
        done.add(request.key());
        refusals.add(request.key() + ": " + why);
    }

    private String howTo(GateRequest request) {
        return "Let it on with: " + command.apply(gate(request));
    }

    private GateStep gate(GateRequest request) {
        return plan.gate(request.gate()).orElseThrow();
    }

    private static Optional<GateRequest> find(List<GateRequest> all, GateRequest.Kind kind, String suffix) {
        return all.stream()
                .filter(request -> request.kind() == kind && request.suffix().equals(suffix))
                .findFirst();
    }
}
