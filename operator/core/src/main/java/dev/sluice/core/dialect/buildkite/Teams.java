package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import java.util.List;

/** {@code allowed_teams}: who may let a gate go on. */
final class Teams {

    private Teams() {}

    static Source approval(Source teams, Given step) {
        List<String> groups = Plain.texts(teams, step.path("allowed_teams"), step.book()).stream()
                .map(team -> "group:" + team)
                .distinct()
                .toList();
        return new Draft(step.position("allowed_teams"))
                .put("approvers", Draft.texts(groups, teams.position()))
                .done();
    }
}
