package dev.sluice.core.plan;

/** Steps that a job added to its run, as it wrote them. The same text of the same job is the same upload, however often it comes. */
public record Upload(JobId job, String text) {

    public Upload {
        text = text.stripTrailing();
    }
}
