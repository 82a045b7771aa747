package dev.sluice.cli.init;

import dev.sluice.core.dialect.translation.StepNames;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A pipeline for what is in a folder and those right below it.
 *
 * @param found what it was made from, for people, a line each
 * @param leftOut what was found and is not in it, and why, a line each
 */
public record Proposal(List<Unit> units, List<String> found, List<String> leftOut) {

    private static final int MOST_FOLDERS = 50;

    /** Steps that follow one another. */
    public record Unit(String folder, Found found, List<Found.Proposed> steps) {

        /** As people write it. */
        String place() {
            return folder.isEmpty() ? found.what() : folder + "/" + found.what();
        }
    }

    public static Proposal of(ProjectFolder root) {
        List<Unit> units = new ArrayList<>();
        List<String> found = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        for (Unit unit : units(root, "")) {
            add(unit, units, found, leftOut);
            if (unit.found().coversBelow()) {
                covered.add(unit.found().kit());
            }
        }
        List<String> folders = root.folders();
        for (String name : folders.subList(0, Math.min(folders.size(), MOST_FOLDERS))) {
            for (Unit unit : units(root.folder(name), name)) {
                if (covered.contains(unit.found().kit())) {
                    found.add(unit.place() + ", a part of the one above");
                } else if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                    leftOut.add(unit.place() + ": its folder has a name that a script would have to quote");
                } else {
                    add(unit, units, found, leftOut);
                }
            }
        }
        Kits.first(root, "Dockerfile", "Containerfile")
                .ifPresent(file ->
                        leftOut.add(file + ": an image needs a builder and a registry, which are yours to choose"));
        return new Proposal(List.copyOf(units), List.copyOf(found), List.copyOf(leftOut));
    }

    private static void add(Unit unit, List<Unit> units, List<String> found, List<String> leftOut) {
        found.add(unit.place());
        unit.found().leftOut().forEach(why -> leftOut.add(unit.place() + ": " + why));
        Set<Found.Kind> kinds = EnumSet.noneOf(Found.Kind.class);
        unit.steps().forEach(step -> kinds.add(step.kind()));
        unit.found().steps().stream()
                .filter(step -> !kinds.contains(step.kind()))
                .forEach(step -> leftOut.add(
                        unit.place() + ": " + step.script() + ", since the Makefile has a target for that"));
        if (!unit.steps().isEmpty()) {
            units.add(unit);
        }
    }

    /** A Makefile's targets are the project's own way: what has one is not done a second time. */
    private static List<Unit> units(ProjectFolder folder, String name) {
        List<Unit> units = new ArrayList<>();
        Set<Found.Kind> made = EnumSet.noneOf(Found.Kind.class);
        for (Function<ProjectFolder, Optional<Found>> kit : Kits.ALL) {
            kit.apply(folder).ifPresent(found -> {
                List<Found.Proposed> steps = found.steps().stream()
                        .filter(step -> !made.contains(step.kind()))
                        .toList();
                boolean work = steps.stream().anyMatch(step -> step.kind() != Found.Kind.INSTALL);
                units.add(new Unit(name, found, work ? steps : List.of()));
                if (found.kit().equals("make")) {
                    steps.forEach(step -> made.add(step.kind()));
                }
            });
        }
        return units.size() > 1 && units.get(0).found().kit().equals("make") ? withImage(units) : units;
    }

    /** What make calls is most likely a tool of the other kind of project that is there. */
    private static List<Unit> withImage(List<Unit> units) {
        Unit make = units.get(0);
        List<Unit> all = new ArrayList<>(units);
        all.set(
                0,
                new Unit(make.folder(), make.found().with(units.get(1).found().image()), make.steps()));
        return all;
    }

    /** Sluice's own format, commented. */
    public String text(String name) {
        StringBuilder text = new StringBuilder();
        text.append("# Made by `sluice init` from what is here:\n");
        found.forEach(line -> text.append("#   ").append(line).append('\n'));
        if (!leftOut.isEmpty()) {
            text.append("# Left out:\n");
            leftOut.forEach(line -> text.append("#   ").append(line).append('\n'));
        }
        text.append(
                """
                #
                # Here:          sluice run
                # In a cluster:  each job is a Pod of its image; name the repository below, so that it has a checkout to work on.
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: %s}
                spec:
                  # workspace: {git: {url: "https://git.example/you/yours.git", revision: main}, volume: {scope: Run, size: 1Gi}}
                  defaults: {timeout: 1h}
                  steps:
                """
                        .formatted(name));
        StepNames names = new StepNames();
        String before = "";
        String folder = "";
        for (Unit unit : units) {
            before = steps(unit, unit.folder().equals(folder) ? before : "", names, text);
            folder = unit.folder();
        }
        return text.toString();
    }

    /** In one folder one thing is done after the other. */
    private String steps(Unit unit, String above, StepNames names, StringBuilder text) {
        text.append("  # ").append(unit.place()).append('\n');
        String before = above;
        for (Found.Proposed step : unit.steps()) {
            String name = names.of(prefix(unit) + step.kind().word(), "step");
            text.append("  - name: ").append(name).append('\n');
            text.append("    image: ").append(unit.found().image()).append('\n');
            text.append("    dependsOn: [").append(before).append("]\n");
            text.append("    script: |\n");
            if (!unit.folder().isEmpty()) {
                text.append("      cd ").append(unit.folder()).append('\n');
            }
            text.append("      ").append(step.script()).append('\n');
            before = name;
        }
        return before;
    }

    private String prefix(Unit unit) {
        boolean alone = units.stream()
                        .filter(other -> other.folder().equals(unit.folder()))
                        .count()
                == 1;
        return (unit.folder().isEmpty() ? "" : unit.folder() + "-")
                + (alone ? "" : unit.found().kit() + "-");
    }
}
