package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Event;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where a run on a laptop comes from: what is given, and else what git knows of the folder it stands in. */
final class EventOptions {

    @Option(
            names = "--branch",
            paramLabel = "BRANCH",
            description = "The branch, for conditions and $${branch}. Default: the one that is checked out here.")
    Optional<String> branch = Optional.empty();

    @Option(names = "--label", paramLabel = "LABEL", description = "A label of the run, for conditions. Repeatable.")
    List<String> labels = new ArrayList<>();

    @Option(names = "--event", paramLabel = "TYPE", description = "The type of the event, e.g. push.")
    Optional<String> type = Optional.empty();

    @Option(
            names = "--event-file",
            paramLabel = "FILE",
            description = "A whole event, as in a run's spec.event, in YAML or JSON.")
    Optional<String> file = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "REV",
            description = "What changed since the last commit in common with REV is what paths in conditions are"
                    + " matched with. Default: not known, so they match.")
    Optional<String> base = Optional.empty();

    @Option(names = "--payload", paramLabel = "TEXT", description = "For every job, in SLUICE_PAYLOAD.")
    Optional<String> payload = Optional.empty();

    @Option(names = "--source", paramLabel = "NAME", description = "The system the run comes from, in SLUICE_SOURCE.")
    Optional<String> source = Optional.empty();

    @Option(names = "--trace-id", paramLabel = "ID", description = "Of the caller, for every job in SLUICE_TRACE_ID.")
    Optional<String> traceId = Optional.empty();

    private final Checkout checkout = new Checkout();

    private final Consumer<String> warn;
    private boolean unknownSaid;

    /** @param warn told where something is otherwise than was asked for */
    EventOptions(Consumer<String> warn) {
        this.warn = warn;
    }

    Checkout checkout() {
        return checkout;
    }

    /** Options go over what a file says; git is asked for the rest, where no file tells of an event. */
    RunRequest over(RunRequest written) {
        RunRequest given = given();
        boolean told = file.isPresent() || !written.event().equals(Event.NONE);
        Event event = file.map(EventOptions::read).orElse(written.event());
        event = event.withBranch(given.event().branch())
                .withType(given.event().type())
                .withSource(given.event().source());
        if (!told) {
            event = event.branch().isEmpty()
                    ? event.withBranch(checkout.branch()).withRevision(checkout.revision())
                    : event;
        }
        if (base.isPresent()) {
            event = event.withPaths(changed(base.get()));
        }
        List<String> all = new ArrayList<>(written.labels());
        given.labels().stream().filter(label -> !all.contains(label)).forEach(all::add);
        return written.withLabels(all)
                .withEvent(event)
                .withPayload(given.payload().or(written::payload))
                .withTraceId(given.traceId().or(written::traceId));
    }

    /** Who asked for them should know, once, when they are not known: then paths in conditions match. */
    private Optional<List<String>> changed(String base) {
        Optional<List<String>> changed = checkout.changedSince(base);
        if (changed.isEmpty() && !unknownSaid) {
            unknownSaid = true;
            warn.accept("sluice: --base " + base + ": what changed is not known ("
                    + (checkout.is() ? "more files than an event may have" : "this is no checkout of git's")
                    + "), so all paths in conditions match");
        }
        return changed;
    }

    /** Somebody says where the run comes from; else it is from here. */
    boolean told(RunRequest written) {
        return file.isPresent() || branch.isPresent() || !written.event().equals(Event.NONE);
    }

    /** By the reader that reads a run's spec, so that the same is refused. */
    private RunRequest given() {
        Map<String, Object> event = new LinkedHashMap<>();
        branch.ifPresent(text -> event.put("branch", text));
        type.ifPresent(text -> event.put("type", text));
        source.ifPresent(text -> event.put("source", text));
        Map<String, Object> spec = new LinkedHashMap<>(Map.of("labels", labels, "event", event));
        payload.ifPresent(text -> spec.put("payload", text));
        traceId.ifPresent(text -> spec.put("traceId", text));
        Reading<RunRequest> reading = RequestReader.read(Source.of(spec));
        return reading.value()
                .orElseThrow(() -> new UserError(
                        reading.problems().stream().map(EventOptions::line).toList()));
    }

    private static String line(Problem problem) {
        String option = problem.path()
                .replaceFirst("^spec\\.event\\.type", "--event")
                .replaceFirst("^spec\\.(event\\.)?", "--")
                .replaceFirst("^--labels.*", "--label")
                .replaceFirst("^--traceId", "--trace-id");
        return option + ": " + problem.message();
    }

    private static Event read(String name) {
        SourceFile source = SourceFile.read(name);
        if (source.documents().size() != 1) {
            throw new UserError(name + ": should hold one event, and holds "
                    + source.documents().size() + " documents");
        }
        SourceFile.Document document = source.documents().get(0);
        Reading<Event> reading = RequestReader.event(document.source());
        return reading.value().orElseThrow(() -> new UserError(document.lines(reading.problems())));
    }
}
