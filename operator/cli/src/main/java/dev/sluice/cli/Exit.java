package dev.sluice.cli;

import dev.sluice.core.schedule.Report;

/** What the shell is told. */
final class Exit {

    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    static final int USER_ERROR = 2;
    static final int DEGRADED = 3;
    /** As sysexits.h has it: an internal fault. */
    static final int BUG = 70;

    static final int CANCELLED = 130;

    private Exit() {}

    static int of(Report report) {
        return switch (report.phase()) {
            case SUCCEEDED -> report.reason() == Report.Reason.COMPLETED_WITH_FAILURES ? DEGRADED : SUCCEEDED;
            case CANCELLED -> CANCELLED;
            case PARTIAL -> DEGRADED;
            case PENDING, RUNNING, WAITING_APPROVAL, ROLLING_BACK, FAILED -> FAILED;
        };
    }
}
