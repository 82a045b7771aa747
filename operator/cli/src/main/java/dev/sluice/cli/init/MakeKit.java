package dev.sluice.cli.init;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Makefile, as far as it has targets of the usual names. */
final class MakeKit {

    /** A target at the beginning of a line; what stands in a recipe or assigns a variable is none. */
    private static final Pattern TARGETS = Pattern.compile("(?m)^([A-Za-z0-9_.%/ -]+?)\\s*::?(?!=)");

    private static final List<Map.Entry<Found.Kind, List<String>>> USUAL = List.of(
            Map.entry(Found.Kind.LINT, List.of("lint")),
            Map.entry(Found.Kind.TEST, List.of("test", "check", "tests")),
            Map.entry(Found.Kind.BUILD, List.of("build", "all")));

    private MakeKit() {}

    static Optional<Found> look(ProjectFolder folder) {
        return Kits.first(folder, "GNUmakefile", "makefile", "Makefile")
                .flatMap(file -> folder.text(file).map(text -> found(folder, file, text)));
    }

    private static Found found(ProjectFolder folder, String file, String text) {
        Found.Maker found = new Found.Maker("make", file, "gcc:latest");
        if (!folder.program("make")) {
            return found.without("make");
        }
        Set<String> targets = targets(text);
        List<String> missing = new ArrayList<>();
        for (Map.Entry<Found.Kind, List<String>> usual : USUAL) {
            Optional<String> target =
                    usual.getValue().stream().filter(targets::contains).findFirst();
            target.ifPresentOrElse(
                    name -> found.step(usual.getKey(), "make " + name),
                    () -> missing.add(usual.getKey().word()));
        }
        return (missing.isEmpty() ? found : found.leftOut("it has no target for " + String.join(", ", missing))).made();
    }

    static Set<String> targets(String text) {
        Set<String> targets = new LinkedHashSet<>();
        Matcher matcher = TARGETS.matcher(text);
        while (matcher.find()) {
            targets.addAll(List.of(matcher.group(1).trim().split("\\s+")));
        }
        return targets;
    }
}
