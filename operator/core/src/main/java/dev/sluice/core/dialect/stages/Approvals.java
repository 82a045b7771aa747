package dev.sluice.core.dialect.stages;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code requires_approval} and who approves. A bare name is compared with the user and with the groups of whoever decides. */
final class Approvals {

    private static final String GROUP = "group:";

    private Approvals() {}

    static Optional<Source> of(Given stage, String name) {
        boolean required = stage.flag("requires_approval").orElse(false);
        List<String> approvers = stage.take("approvers")
                .map(value -> Plain.texts(value, stage.path("approvers"), stage.book()))
                .orElse(List.of());
        Optional<Source> quorum = stage.take("quorum");
        Optional<String> timeout = Times.of(stage, "approval_timeout");
        if (!required) {
            if (!approvers.isEmpty()) {
                stage.book()
                        .note(
                                stage.path("approvers"),
                                name,
                                "approvers",
                                "are not asked: requires_approval is not true");
            }
            return Optional.empty();
        }
        Draft approval = new Draft(stage.position("requires_approval"));
        approval.put("approvers", Draft.texts(both(approvers), stage.position("approvers")));
        quorum.ifPresent(number -> approval.put("quorum", number));
        timeout.ifPresent(text -> approval.put("timeout", Draft.text(text, stage.position("approval_timeout"))));
        return Optional.of(approval.done());
    }

    private static List<String> both(List<String> approvers) {
        List<String> both = new ArrayList<>();
        for (String approver : approvers) {
            both.add(approver);
            if (!approver.startsWith(GROUP)) {
                both.add(GROUP + approver);
            }
        }
        return both.stream().distinct().toList();
    }
}
