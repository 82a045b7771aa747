package dev.sluice.core.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who lets a gate on.
 *
 * @param approvers users by name, groups as {@code group:NAME}; none: anybody who may say so at all
 * @param quorum how many people must approve
 * @param timeout how long it waits; absent: for ever
 * @param approvesOnTimeout what happens then: it is approved, or else rejected
 * @param channels channels that are told
 * @param requireOtherPerson who started the run can't approve
 * @param outvote a rejection counts as one vote; else one rejection is enough
 */
@RecordBuilder
public record Approval(
        List<String> approvers,
        int quorum,
        Optional<Duration> timeout,
        boolean approvesOnTimeout,
        List<String> channels,
        boolean requireOtherPerson,
        boolean outvote) {

    /** What a gate that says nothing has. */
    public static final Approval ANYBODY = new Approval(List.of(), 1, Optional.empty(), false, List.of(), false, false);

    public static final String GROUP = "group:";

    public Approval {
        approvers = List.copyOf(approvers);
        channels = List.copyOf(channels);
    }

    public static Approval by(int quorum, String... approvers) {
        return new Approval(List.of(approvers), quorum, Optional.empty(), false, List.of(), false, false);
    }

    /** By name, not by a group. */
    public boolean names(String person) {
        return !person.startsWith(GROUP) && approvers.contains(person);
    }

    /** Whether all who may decide are known by name. */
    public boolean onlyPeople() {
        return !approvers.isEmpty() && approvers.stream().noneMatch(a -> a.startsWith(GROUP));
    }

    public Approval withTimeout(Duration after, boolean approves) {
        return ApprovalBuilder.builder(this)
                .timeout(Optional.of(after))
                .approvesOnTimeout(approves)
                .build();
    }

    public Approval withOtherPerson() {
        return ApprovalBuilder.builder(this).requireOtherPerson(true).build();
    }

    public Approval withOutvote() {
        return ApprovalBuilder.builder(this).outvote(true).build();
    }
}
