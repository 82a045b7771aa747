package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A step as the resource has it. */
final class StepTranslation {

    private static final int LONGEST_LABEL = 256;
    private static final int LONGEST_FIELD = 60;
    private static final long MOST_PRIORITY = 1000;
    private static final List<String> KNOWN_ALREADY =
            List.of("key", "id", "identifier", "label", "name", "type", "steps");

    private final StepList list;
    private final Holds holds;
    private final Notebook book;
    private final Everywhere everywhere;

    /** What the pipeline says for all its steps. */
    record Everywhere(List<Source> secrets, OptionalLong priority) {}

    StepTranslation(StepList list, Notebook book, Everywhere everywhere) {
        this.list = list;
        this.holds = Holds.of(list);
        this.book = book;
        this.everywhere = everywhere;
    }

    List<Source> all() {
        return list.steps().stream().map(step -> one(step, Inherited.NOTHING)).toList();
    }

    private Source one(PlacedStep step, Inherited group) {
        Given given = new Given(step.shape().fields(), step.path(), book);
        KNOWN_ALREADY.forEach(given::take);
        String name = list.name(step);
        Draft draft = Draft.from(step.shape().fields()).putText("name", name);
        Matrices matrices = Matrices.of(step.shape().kind() == Shape.Kind.COMMAND ? given : nothing(step), name);
        if (!step.label().isEmpty() && !step.label().equals(name)) {
            draft.putText("label", matrices.text(Literal.shortened(step.label(), LONGEST_LABEL - 16)));
        }
        boolean flag = given.flag("allow_dependency_failure").orElse(false);
        Dependencies dependencies = dependencies(step, given, flag, group);
        dependencies.into(draft, given);
        Conditions conditions = Conditions.of(given, name);
        conditions.when().ifPresent(when -> draft.put("when", when));
        boolean allow = flag && dependencies.mustNotFail().isEmpty();
        Optional<Source> skip = Skip.of(given).or(conditions::skip).or(group::skip);
        NotHonoured.ofStep(given, name);
        switch (step.shape().kind()) {
            case COMMAND -> {
                command(draft, given, name, matrices, skip);
                common(draft, given, dependencies, allow);
            }
            case TRIGGER -> {
                Triggers.into(draft, given, name);
                Failures.softFail(given, name).ifPresent(soft -> draft.put("softFail", soft));
                skip.ifPresent(why -> draft.put("skip", why));
                common(draft, given, dependencies, allow);
            }
            case WAIT -> {
                waiting(draft, given, name, dependencies, flag);
                conditions
                        .when()
                        .ifPresent(when -> book.note(
                                given.path(),
                                name,
                                "a wait that its condition leaves out",
                                "holds back here all the same: what is below it comes after what is above it"));
            }
            case BLOCK, INPUT -> {
                gate(draft, step, given, name, skip);
                if (flag || !dependencies.mayFail().isEmpty()) {
                    book.note(given.path(), name, "a failure it allows", "keeps people from being asked all the same");
                }
            }
            case GROUP -> group(draft, step, given, inherited(step, dependencies, flag, skip));
        }
        others(given, name);
        return draft.done();
    }

    /** Buildkite ignores what it does not know, and people put words of their own tools there; what looks like a slip of the pen is one. */
    private void others(Given given, String name) {
        for (String field : given.rest()) {
            Optional<String> meant = given.slip(field);
            if (meant.isPresent()) {
                given.problem(field, "unknown field (did you mean \"" + meant.get() + "\"?)");
            } else {
                String shown = Literal.shortened(field.replaceAll("\\p{Cntrl}", "?"), LONGEST_FIELD);
                book.note(given.path(field), name, shown, "is not known of such a step: nothing is done about it");
            }
        }
    }

    /**
     * Of a group, for its steps. That it may start though something failed says nothing of failures inside it.
     *
     * @param named what it depends on
     * @param before what it comes after where it names nothing
     * @param beforeMayFail that, where it may fail
     */
    private record Inherited(
            Dependencies named, List<String> before, Dependencies beforeMayFail, Optional<Source> skip) {
        static final Inherited NOTHING =
                new Inherited(Dependencies.NONE, List.of(), Dependencies.NONE, Optional.empty());
    }

    private Inherited inherited(PlacedStep group, Dependencies named, boolean allow, Optional<Source> skip) {
        List<String> before = holds.before(group);
        return new Inherited(
                named,
                before,
                allow
                        ? Dependencies.on(before, group.shape().fields().position())
                                .allowed()
                        : Dependencies.NONE,
                skip);
    }

    /** Those it names with its group's, or those it has by its place, where they have to be written out. */
    private Dependencies dependencies(PlacedStep step, Given given, boolean allow, Inherited group) {
        Dependencies own = Dependencies.of(given, list.byKey());
        if (own.named().isEmpty()) {
            return byPlace(step, given, group);
        }
        boolean isGroup = step.shape().kind() == Shape.Kind.GROUP;
        boolean oneByOne = allow && (isGroup || !own.mustNotFail().isEmpty());
        return (oneByOne ? own.allowed() : own).within(group.named());
    }

    private Dependencies byPlace(PlacedStep step, Given given, Inherited group) {
        Optional<List<String>> after = holds.after(step);
        if (after.isEmpty() || after.get().equals(group.before())) { // nothing of the group holds it back
            Dependencies ofGroup = group.named().named().isPresent() ? group.named() : group.beforeMayFail();
            boolean hold = Holds.holds(step) && group.named().named().isPresent();
            if (hold || !ofGroup.mayFail().isEmpty()) {
                return ofGroup;
            }
        }
        return after.map(names -> Dependencies.on(names, given.mapping().position()))
                .orElse(Dependencies.NONE);
    }

    private Given nothing(PlacedStep step) {
        return new Given(new Source.Mapping(Map.of(), Optional.empty()), step.path(), book);
    }

    private static void common(Draft draft, Given given, Dependencies dependencies, boolean allow) {
        dependencies.allowInto(draft, given);
        if (allow) {
            draft.put("allowDependencyFailure", Draft.flag(true, given.position("allow_dependency_failure")));
        }
    }

    private void command(Draft draft, Given given, String name, Matrices matrices, Optional<Source> skip) {
        Optional<Source> idle = Programs.into(draft, given, name, matrices);
        skip.or(() -> idle).ifPresent(why -> draft.put("skip", why));
        matrices.into(draft);
        given.text("image")
                .ifPresent(image -> draft.put("image", Draft.text(matrices.text(image), given.position("image"))));
        Environment.of(given, "env", name, matrices::text).ifPresent(env -> draft.put("environment", env.done()));
        secrets(draft, given);
        if (given.take("parallelism").isPresent()) {
            given.number("parallelism")
                    .ifPresent(n -> draft.put("parallelism", Draft.number(n, given.position("parallelism"))));
        }
        Retries.of(given, name).ifPresent(retry -> draft.put("retry", retry));
        Failures.softFail(given, name).ifPresent(soft -> draft.put("softFail", soft));
        given.number("timeout_in_minutes").ifPresent(minutes -> timeout(draft, given, "timeout_in_minutes", minutes));
        given.number("timeout").ifPresent(minutes -> timeout(draft, given, "timeout", minutes));
        priority(draft, given, name);
        concurrency(draft, given, matrices);
    }

    /** Zero is none. */
    private static void timeout(Draft draft, Given given, String field, long minutes) {
        if (minutes != 0) {
            draft.put("timeout", Draft.text(minutes + "m", given.position(field)));
        }
    }

    private void priority(Draft draft, Given given, String name) {
        OptionalLong own = given.number("priority");
        OptionalLong priority = own.isPresent() ? own : everywhere.priority();
        if (priority.isEmpty() || priority.getAsLong() == 0) {
            return;
        }
        long fitting = Math.max(-MOST_PRIORITY, Math.min(MOST_PRIORITY, priority.getAsLong()));
        if (fitting != priority.getAsLong()) {
            book.note(given.path("priority"), name, "priority " + priority.getAsLong(), "is " + fitting + " here");
        }
        draft.put("priority", Draft.number(fitting, given.position("priority")));
    }

    private void secrets(Draft draft, Given given) {
        Map<String, Source> byName = new LinkedHashMap<>();
        List<Source> all = new ArrayList<>(everywhere.secrets());
        all.addAll(Environment.secrets(given));
        for (Source secret : all) {
            byName.put(
                    Plain.text(((Source.Mapping) secret).get("name").orElseThrow())
                            .orElse(""),
                    secret);
        }
        if (!byName.isEmpty()) {
            draft.put("secretEnvironment", Draft.list(List.copyOf(byName.values()), given.position("secrets")));
        }
    }

    private void concurrency(Draft draft, Given given, Matrices matrices) {
        OptionalLong limit = given.number("concurrency");
        Optional<String> group = given.text("concurrency_group");
        Optional<String> method = given.text("concurrency_method");
        if (limit.isPresent() != group.isPresent()) {
            given.problem(
                    limit.isPresent() ? "concurrency" : "concurrency_group",
                    "concurrency and concurrency_group go together");
            return;
        }
        group.ifPresent(text -> {
            Draft concurrency = new Draft(given.position("concurrency_group"))
                    .putText("group", matrices.text(text))
                    .put("limit", Draft.number(limit.getAsLong(), given.position("concurrency")));
            method.ifPresent(word -> concurrency.put(
                    "method",
                    Draft.text(
                            switch (word) {
                                case "eager" -> "Eager";
                                case "ordered" -> "Ordered";
                                default -> word;
                            },
                            given.position("concurrency_method"))));
            draft.put("concurrency", concurrency.done());
        });
    }

    private void waiting(Draft draft, Given given, String name, Dependencies dependencies, boolean allow) {
        Shape.Kind.WAIT.words().forEach(given::take);
        Draft wait = new Draft(draft.position());
        boolean goesOn = given.flag("continue_on_failure").orElse(false);
        if (goesOn || allow && dependencies.mustNotFail().isEmpty() || dependencies.allMayFail()) {
            wait.put("continueOnFailure", Draft.flag(true, given.position("continue_on_failure")));
        } else if (!dependencies.mayFail().isEmpty()) {
            book.note(
                    given.path(),
                    name,
                    "a failure of some that it waits for",
                    "holds back all the same, allowed or not");
        }
        draft.put("wait", wait.done());
    }

    private void gate(Draft draft, PlacedStep step, Given given, String name, Optional<Source> skip) {
        step.shape().kind().words().forEach(given::take);
        given.take("allowed_teams").ifPresent(teams -> draft.put("approval", Teams.approval(teams, given)));
        skip.ifPresent(
                why -> book.note(given.path(), name, "skip", "is not looked at: nobody is let past a gate by it"));
        boolean block = step.shape().kind() == Shape.Kind.BLOCK;
        draft.put(block ? "block" : "input", Forms.of(given, name));
    }

    private void group(Draft draft, PlacedStep step, Given given, Inherited inherited) {
        Shape.Kind.GROUP.words().forEach(given::take);
        List<Source> inside =
                step.inside().stream().map(one -> one(one, inherited)).toList();
        draft.put(
                "group",
                new Draft(draft.position())
                        .put(
                                "steps",
                                Draft.list(
                                        inside,
                                        step.shape().fields().get("steps").flatMap(Source::position)))
                        .done());
    }
}
