package dev.sluice.cli.init;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A package.json: the scripts it has, with the manager whose lock file is there. */
final class NodeKit {

    /** What {@code npm init} writes in place of a test. */
    private static final String PLACEHOLDER = "no test specified";

    private static final List<Map.Entry<Found.Kind, List<String>>> USUAL = List.of(
            Map.entry(Found.Kind.LINT, List.of("lint")),
            Map.entry(Found.Kind.TEST, List.of("test")),
            Map.entry(Found.Kind.BUILD, List.of("build")));

    /** @param install with the lock file as it is */
    private record Manager(String program, String lock, String install) {}

    private static final List<Manager> MANAGERS = List.of(
            new Manager("pnpm", "pnpm-lock.yaml", "pnpm install --frozen-lockfile"),
            new Manager("yarn", "yarn.lock", "yarn install --frozen-lockfile"),
            new Manager("npm", "package-lock.json", "npm ci"),
            new Manager("npm", "npm-shrinkwrap.json", "npm ci"));

    private static final Manager WITHOUT_LOCK = new Manager("npm", "no lock file", "npm install");

    private NodeKit() {}

    static Optional<Found> look(ProjectFolder folder) {
        return folder.text("package.json").map(text -> {
            Manager manager = MANAGERS.stream()
                    .filter(known -> folder.has(known.lock()))
                    .findFirst()
                    .orElse(WITHOUT_LOCK);
            Found.Maker found = new Found.Maker(
                    "node", "package.json, with " + manager.program() + " (" + manager.lock() + ")", "node:22");
            try {
                return found(folder, found, manager, Source.parseJson(text.getBytes(StandardCharsets.UTF_8)));
            } catch (SourceException e) {
                return found.leftOut("package.json " + e.getMessage()).made();
            }
        });
    }

    private static Found found(ProjectFolder folder, Found.Maker found, Manager manager, Source file) {
        found.coversBelow(field(file, "workspaces").isPresent() || folder.has("pnpm-workspace.yaml"));
        if (!folder.program(manager.program())) {
            return found.without(manager.program());
        }
        List<Found.Proposed> steps = new ArrayList<>();
        for (Map.Entry<Found.Kind, List<String>> usual : USUAL) {
            String script = usual.getValue().get(0);
            Optional<String> text = field(file, "scripts")
                    .flatMap(scripts -> field(scripts, script))
                    .filter(Source.Scalar.class::isInstance)
                    .map(value -> ((Source.Scalar) value).text());
            if (text.isEmpty()) {
                found.leftOut("it has no script \"" + script + "\"");
            } else if (text.get().contains(PLACEHOLDER)) {
                found.leftOut("its script \"" + script + "\" is the one that npm init wrote");
            } else {
                steps.add(new Found.Proposed(usual.getKey(), manager.program() + " run " + script));
            }
        }
        boolean needs = field(file, "dependencies").filter(NodeKit::some).isPresent()
                || field(file, "devDependencies").filter(NodeKit::some).isPresent()
                || field(file, "workspaces").isPresent();
        if (needs && !steps.isEmpty()) {
            found.step(Found.Kind.INSTALL, manager.install());
        }
        steps.forEach(step -> found.step(step.kind(), step.script()));
        return found.made();
    }

    private static boolean some(Source value) {
        return value instanceof Source.Mapping mapping && !mapping.fields().isEmpty();
    }

    private static Optional<Source> field(Source owner, String name) {
        return owner instanceof Source.Mapping mapping ? mapping.get(name) : Optional.empty();
    }
}
