package dev.sluice.local;

import dev.sluice.core.model.GateStep;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whom a run asks at its gates. */
@FunctionalInterface
public interface Asker {

    /** Returns at once; the reply comes when it comes, from any thread. */
    void ask(GateStep gate, String prompt, Consumer<Reply> reply);

    /** @param answers judged already */
    record Reply(boolean approves, String person, String comment, Map<String, List<String>> answers) {}
}
