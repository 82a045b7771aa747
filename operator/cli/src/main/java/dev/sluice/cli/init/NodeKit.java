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

    /**
     * @param install with the lock file as it is
     * @param image that has it, or where {@code imageLacksIt} one that has Node.js
     */
    private record Manager(String program, String lock, String install, String image, boolean imageLacksIt) {

        Manager(String program, String lock, String install) {
            this(program, lock, install, NODE, false);
        }

        Manager withoutLock(String otherInstall) {
            return new Manager(program, "no lock file", otherInstall, image, imageLacksIt);
        }
    }

    private static final String NODE = "node:22";

    private static final Manager PNPM =
            new Manager("pnpm", "pnpm-lock.yaml", "pnpm install --frozen-lockfile", NODE, true);
    private static final Manager YARN = new Manager("yarn", "yarn.lock", "yarn install --frozen-lockfile");
    private static final Manager MODERN_YARN = new Manager("yarn", "yarn.lock", "yarn install --immutable", NODE, true);
    private static final Manager BUN =
            new Manager("bun", "bun.lock", "bun install --frozen-lockfile", "oven/bun:1", false);
    private static final Manager NPM = new Manager("npm", "package-lock.json", "npm ci");

    private static final List<Manager> MANAGERS = List.of(
            PNPM,
            YARN,
            BUN,
            new Manager("bun", "bun.lockb", BUN.install(), BUN.image(), false),
            NPM,
            new Manager("npm", "npm-shrinkwrap.json", NPM.install()));

    private NodeKit() {}

    static Optional<Found> look(ProjectFolder folder) {
        return folder.text("package.json").map(text -> {
            try {
                Source file = Source.parseJson(text.getBytes(StandardCharsets.UTF_8));
                Manager manager = manager(folder, file);
                return found(folder, maker(manager), manager, file);
            } catch (SourceException e) {
                return maker(NPM).leftOut("package.json " + e.getMessage()).made();
            }
        });
    }

    private static Found.Maker maker(Manager manager) {
        return new Found.Maker(
                "node", "package.json, with " + manager.program() + " (" + manager.lock() + ")", manager.image());
    }

    /** The one whose lock file is there, else the one that {@code packageManager} names. */
    private static Manager manager(ProjectFolder folder, Source file) {
        Optional<Manager> locked =
                MANAGERS.stream().filter(known -> folder.has(known.lock())).findFirst();
        if (locked.isPresent()) {
            return locked.get() == YARN && isModern(folder, file) ? MODERN_YARN : locked.get();
        }
        return switch (named(file).replaceFirst("@.*", "")) {
            case "pnpm" -> PNPM.withoutLock("pnpm install");
            case "yarn" -> (isModern(folder, file) ? MODERN_YARN : YARN).withoutLock("yarn install");
            case "bun" -> BUN.withoutLock("bun install");
            default -> NPM.withoutLock("npm install");
        };
    }

    private static String named(Source file) {
        return field(file, "packageManager")
                .filter(Source.Scalar.class::isInstance)
                .map(value -> ((Source.Scalar) value).text())
                .orElse("");
    }

    /** Yarn 2 and later, which write another lock file than Yarn 1. */
    private static boolean isModern(ProjectFolder folder, Source file) {
        return folder.text("yarn.lock")
                .map(lock -> lock.contains("__metadata:"))
                .orElseGet(() -> named(file).matches("yarn@([2-9]|[1-9]\\d).*"));
    }

    private static Found found(ProjectFolder folder, Found.Maker found, Manager manager, Source file) {
        boolean several = field(file, "workspaces").isPresent() || folder.has("pnpm-workspace.yaml");
        found.coversBelow(several);
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
        boolean needs = several
                || field(file, "dependencies").filter(NodeKit::some).isPresent()
                || field(file, "devDependencies").filter(NodeKit::some).isPresent();
        if (needs && !steps.isEmpty()) {
            found.step(Found.Kind.INSTALL, manager.install());
        }
        steps.forEach(step -> found.step(step.kind(), step.script()));
        if (manager.imageLacksIt() && !steps.isEmpty()) {
            found.leftOut("for a cluster, an image with this " + manager.program() + ": " + NODE + " has none");
        }
        return found.made();
    }

    private static boolean some(Source value) {
        return value instanceof Source.Mapping mapping && !mapping.fields().isEmpty();
    }

    private static Optional<Source> field(Source owner, String name) {
        return owner instanceof Source.Mapping mapping ? mapping.get(name) : Optional.empty();
    }
}
