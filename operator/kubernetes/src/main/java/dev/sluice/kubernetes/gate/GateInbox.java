package dev.sluice.kubernetes.gate;

import dev.sluice.core.check.Answers;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Asking;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.Chain;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Tally;
import dev.sluice.core.text.Nearest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    private final Map<String, GateReport> gates = new HashMap<>();
    private final Map<String, GateRecord> records;
    private final Assurance assurance;
    private final Function<GateStep, String> command;
    private final Instant now;
    private final Map<String, GateRecord> news = new HashMap<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final List<String> refusals = new ArrayList<>();

    /**
     * @param news of gates at which somebody decided: what was on record, and what they said
     * @param done keys of annotations to be taken away
     * @param refusals what was not taken and what to do about it
     */
    public record Judged(Map<String, GateRecord> news, List<String> done, List<String> refusals) {

        public Judged {
            news = Ordered.copyOf(news);
            done = List.copyOf(done);
            refusals = List.copyOf(refusals);
        }
    }

    private GateInbox(
            Plan plan,
            List<GateReport> gates,
            Map<String, GateRecord> records,
            Assurance assurance,
            Function<GateStep, String> command,
            Instant now) {
        this.plan = plan;
        this.records = records;
        this.assurance = assurance;
        this.command = command;
        this.now = now;
        gates.forEach(gate -> this.gates.put(gate.name(), gate));
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

    /**
     * What was said of gates at which that counts no more, or can't be believed. It has to be taken away before that is on record: what is
     * found afterwards was said afterwards.
     */
    public static Judged stale(
            Map<String, String> annotations, Map<String, GateRecord> records, Assurance assurance, String why) {
        List<String> done = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (GateRequest request : GateRequest.of(annotations)) {
            GateRecord record = records.getOrDefault(request.gate(), GateRecord.NONE);
            boolean open = record.opened().isPresent() && record.closed().isEmpty();
            Optional<String> stale =
                    Asking.changed(record, assurance).map(changed -> changed + ": look at it and say it again");
            if (open && assurance.identity() == Assurance.Identity.UNKNOWN) {
                stale = Optional.of(why + "; say it again once the run's condition ApprovalsVerified is True");
            }
            stale.ifPresent(reason -> {
                done.add(request.key());
                refusals.add(request.key() + ": " + reason);
            });
        }
        return new Judged(Map.of(), done, refusals);
    }

    /** Whether anything is asked. */
    public static boolean concerns(Map<String, String> annotations) {
        return !GateRequest.of(annotations).isEmpty();
    }

    /** All that is asked of a run that has ended. */
    public static Judged late(Map<String, String> annotations) {
        return refused(annotations, "the run has ended; nobody is asked any longer");
    }

    /** All that a run brought with it. */
    public static Judged early(Map<String, String> annotations) {
        return refused(annotations, "nobody was asked when the run was made; say it again once it waits there");
    }

    private static Judged refused(Map<String, String> annotations, String why) {
        List<String> keys =
                GateRequest.of(annotations).stream().map(GateRequest::key).toList();
        return new Judged(
                Map.of(), keys, keys.stream().map(key -> key + ": " + why).toList());
    }

    private void judge(GateRequest request, List<GateRequest> all) {
        if (done.contains(request.key()) || onRecord(request)) {
            return;
        }
        Optional<String> closed = closed(request);
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
        Optional<GateRecord.Vote> vote = request.kind() == GateRequest.Kind.ANSWER ? Optional.empty() : read(request);
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

    /** Why nobody is asked at this gate; absent: somebody is. */
    private Optional<String> closed(GateRequest request) {
        String name = request.gate();
        if (plan.gate(name).isEmpty()) {
            List<String> names = plan.gates().stream().map(GateStep::gate).toList();
            return Optional.of("the run has no gate \"" + name + "\"" + Nearest.hint(name, names));
        }
        GateReport gate = gates.get(name);
        if (gate == null || !records.containsKey(name)) {
            return Optional.of(name + " does not wait for anybody yet; say it again once the run waits there");
        }
        return switch (gate.state()) {
            case WAITING -> Optional.empty();
            case APPROVED, REJECTED ->
                stopsIt(request, gate)
                        ? Optional.empty()
                        : Optional.of(
                                name + " is decided: " + gate.state().name().toLowerCase(Locale.ROOT)
                                        + gate.record()
                                                .verdict()
                                                .map(v -> v.by().isEmpty() ? ", " + v.comment() : " by " + v.by())
                                                .orElse(""));
            case WITHDRAWN -> Optional.of("nobody is asked at " + name + " any longer");
        };
    }

    /** Time alone is about to let it on, and that is not on record yet: a no that is there still counts. */
    private boolean stopsIt(GateRequest request, GateReport gate) {
        return request.kind() == GateRequest.Kind.REJECT
                && gate.state() == GateReport.State.APPROVED
                && records.get(request.gate()).verdict().isEmpty();
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
        Optional<GateRecord.Vote> vote = read(request);
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

    private Optional<GateRecord.Vote> read(GateRequest request) {
        GateRequest.Said said = request.said();
        if (said == null) {
            return Optional.empty();
        }
        if (request.kind() == GateRequest.Kind.DELEGATE) {
            return Optional.ofNullable(request.delegation())
                    .map(d -> GateRecord.Vote.delegation(said.person(), d.to(), d.until(), d.comment(), now));
        }
        boolean approves = request.kind() == GateRequest.Kind.APPROVE;
        return Optional.of(new GateRecord.Vote(said.person(), approves, said.comment(), now));
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
