package dev.sluice.core.dialect;

import dev.sluice.core.model.Approval;
import java.util.List;
import java.util.Optional;

/** Who lets a step on. */
final class ApprovalReader {

    private static final int MOST_APPROVERS = 50;
    private static final int MOST_CHANNELS = 8;
    private static final TextRule APPROVER = TextRule.filled(256);
    private static final TextRule CHANNEL = TextRule.NAME;

    private ApprovalReader() {}

    static Optional<Approval> read(Fields step) {
        return step.mapping("approval").map(fields -> {
            List<String> approvers = fields.distinctTexts("approvers", 1, MOST_APPROVERS, APPROVER)
                    .orElse(List.of());
            List<String> channels =
                    fields.distinctTexts("notify", 0, MOST_CHANNELS, CHANNEL).orElse(List.of());
            Approval approval = new Approval(
                    approvers,
                    fields.integer("quorum", 1, MOST_APPROVERS).orElse(1),
                    fields.duration("timeout"),
                    is(fields, "onTimeout", "Reject", "Approve"),
                    channels,
                    fields.flag("requireOtherPerson"),
                    is(fields, "onRejection", "Reject", "Outvote"));
            fields.end();
            return approval;
        });
    }

    private static boolean is(Fields fields, String name, String standard, String other) {
        return fields.word(name, List.of(standard, other)).filter(other::equals).isPresent();
    }
}
