package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/** What the user writes in the list of steps. Names are unique in the whole pipeline, groups and their steps included. */
public sealed interface Step permits CommandStep, WaitStep, GateStep, GroupStep {

    String name();

    /** For people; empty where the name says enough. */
    String label();

    /** Absent: after the last wait or gate above. Empty: starts at once. A group's name stands for all its steps. */
    Optional<List<String>> dependsOn();

    /** Absent: always. A group's holds for each of its steps. */
    Optional<When> when();
}
