package dev.sluice.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run in a cluster of which something was asked, as programs are told of it: {@code docs/schemas/asked.schema.json}.
 *
 * @param facts in the order in which they are told
 */
record RunAsked(Map<String, String> facts) {

    /** @param run the new one */
    static RunAsked again(String run, String namespace, String earlier) {
        return of(run, namespace).with("rerunOf", earlier);
    }

    /** @param by in whose name, as it goes on record */
    static RunAsked back(String run, String namespace, String to, String by) {
        return of(run, namespace).with("to", to).with("by", by);
    }

    /** What came of it. */
    RunAsked ended(String state, String message) {
        return with("state", state).with("message", message);
    }

    String json() {
        return JsonText.line(facts);
    }

    private static RunAsked of(String run, String namespace) {
        return new RunAsked(Map.of()).with("run", run).with("namespace", namespace);
    }

    private RunAsked with(String name, String fact) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, fact);
        return new RunAsked(more);
    }
}
