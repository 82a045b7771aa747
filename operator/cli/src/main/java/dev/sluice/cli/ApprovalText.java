package dev.sluice.cli;

import dev.sluice.core.model.Approval;

/** Who is asked, for people. */
final class ApprovalText {

    private ApprovalText() {}

    /** Empty where anybody may decide. */
    static String of(Approval approval) {
        if (approval.equals(Approval.ANYBODY)) {
            return "";
        }
        String whom = approval.approvers().isEmpty() ? "anybody" : String.join(", ", approval.approvers());
        return "  (asks " + approval.quorum() + " of " + whom
                + (approval.requireOtherPerson() ? ", not who starts it" : "")
                + approval.timeout()
                        .map(timeout ->
                                "; after " + timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                                        + (approval.approvesOnTimeout() ? " it goes on" : " it is rejected"))
                        .orElse("")
                + ")";
    }
}
