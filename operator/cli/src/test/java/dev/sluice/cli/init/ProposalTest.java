package dev.sluice.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** C11, issue 6: what is proposed for which files, on a machine with which programs. */
class ProposalTest {

    private static final Set<String> ALL = Set.of(
            "make",
            "mvn",
            "gradle",
            "npm",
            "yarn",
            "pnpm",
            "bun",
            "go",
            "cargo",
            "cargo-clippy",
            "python3",
            "pytest",
            "ruff");

    /** Files by their path; {@code *} at the end of a text: it may be executed. */
    private record Fake(Map<String, String> files, String at, Set<String> programs) implements ProjectFolder {

        @Override
        public Optional<String> text(String file) {
            return Optional.ofNullable(files.get(at + file));
        }

        @Override
        public boolean has(String file, boolean executable) {
            return text(file).filter(text -> !executable || text.endsWith("*")).isPresent();
        }

        @Override
        public List<String> folders() {
            return files.keySet().stream()
                    .filter(path -> path.startsWith(at))
                    .map(path -> path.substring(at.length()))
                    .filter(path -> path.contains("/"))
                    .map(path -> path.substring(0, path.indexOf('/')))
                    .distinct()
                    .toList();
        }

        @Override
        public boolean hasSources(String ending) {
            return files.keySet().stream().anyMatch(path -> path.startsWith(at) && path.endsWith(ending));
        }

        @Override
        public ProjectFolder folder(String name) {
            return new Fake(files, at + name + "/", programs);
        }

        @Override
        public boolean program(String name) {
            return programs.contains(name);
        }
    }

    private static Proposal of(Set<String> programs, String... filesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            files.put(filesAndTexts[i], filesAndTexts[i + 1]);
        }
        return Proposal.of(new Fake(files, "", programs));
    }

    private static List<String> scripts(Proposal proposal) {
        return proposal.units().stream()
                .flatMap(unit -> unit.steps().stream().map(step -> unit.folder() + ": " + step.script()))
                .toList();
    }

    private static List<String> scripts(String... filesAndTexts) {
        return scripts(of(ALL, filesAndTexts));
    }

    @Test
    void scripts_of_a_package_by_the_manager_whose_lock_is_there() {
        String json =
                "{\"scripts\": {\"test\": \"x\", \"build\": \"y\", \"lint\": \"z\"}, \"devDependencies\": {\"a\": \"1\"}}";
        assertThat(scripts("package.json", json, "package-lock.json", ""))
                .containsExactly(": npm ci", ": npm run lint", ": npm run test", ": npm run build");
        assertThat(scripts("package.json", json, "yarn.lock", ""))
                .startsWith(": yarn install --frozen-lockfile", ": yarn run lint");
        assertThat(scripts("package.json", json, "pnpm-lock.yaml", ""))
                .startsWith(": pnpm install --frozen-lockfile", ": pnpm run lint");
        assertThat(scripts("package.json", json, "bun.lock", ""))
                .startsWith(": bun install --frozen-lockfile", ": bun run lint");
        assertThat(scripts("package.json", json)).startsWith(": npm install");
    }

    @Test
    void without_a_lock_the_manager_that_the_package_names_is_meant() {
        String json = "{\"scripts\": {\"test\": \"x\"}, \"dependencies\": {\"a\": \"1\"}, \"packageManager\": \"%s\"}";
        assertThat(scripts("package.json", json.formatted("pnpm@10.1.0+sha512.ab")))
                .containsExactly(": pnpm install", ": pnpm run test");
        assertThat(scripts("package.json", json.formatted("yarn@4.1.0")))
                .containsExactly(": yarn install", ": yarn run test");
        assertThat(scripts("package.json", json.formatted("bun@1.2.0")))
                .containsExactly(": bun install", ": bun run test");
        assertThat(scripts("package.json", json.formatted("pnpm@10.1.0"), "package-lock.json", ""))
                .containsExactly(": npm ci", ": npm run test");
    }

    @Test
    void a_lock_of_yarn_2_or_later_is_kept_by_its_own_word() {
        Proposal proposal = of(
                ALL,
                "package.json",
                "{\"scripts\": {\"test\": \"x\"}, \"dependencies\": {\"a\": \"1\"}}",
                "yarn.lock",
                "# generated\n\n__metadata:\n  version: 8\n");
        assertThat(scripts(proposal)).containsExactly(": yarn install --immutable", ": yarn run test");
        assertThat(proposal.leftOut())
                .contains(
                        "package.json, with yarn (yarn.lock): for a cluster, an image with this yarn: node:22 has none");
    }

    /** What is in the workspace needs what it names, whatever the package around it names itself. */
    @Test
    void a_workspace_is_installed() {
        String json = "{\"scripts\": {\"test\": \"x\"}}";
        assertThat(scripts("package.json", json, "pnpm-lock.yaml", "", "pnpm-workspace.yaml", "packages: [a]"))
                .containsExactly(": pnpm install --frozen-lockfile", ": pnpm run test");
    }

    @Test
    void only_scripts_that_are_there_and_nothing_is_installed_for_none() {
        Proposal proposal = of(
                ALL,
                "package.json",
                "{\"scripts\": {\"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"}, \"dependencies\": {\"a\": \"1\"}}");
        assertThat(proposal.units()).isEmpty();
        assertThat(proposal.leftOut())
                .containsExactly(
                        "package.json, with npm (no lock file): it has no script \"lint\"",
                        "package.json, with npm (no lock file): its script \"test\" is the one that npm init wrote",
                        "package.json, with npm (no lock file): it has no script \"build\"");
        assertThat(scripts("package.json", "{\"scripts\": {\"build\": \"x\"}}")).containsExactly(": npm run build");
        assertThat(of(ALL, "package.json", "{]").leftOut())
                .singleElement()
                .asString()
                .contains("package.json is not JSON");
    }

    @Test
    void a_program_that_is_missing_is_told() {
        assertThat(of(Set.of(), "go.mod", "module x", "a.go", "").leftOut())
                .containsExactly("go.mod: there is no go in PATH");
        assertThat(of(Set.of(), "pom.xml", "<project/>").leftOut())
                .containsExactly(
                        "pom.xml: there is no mvn in PATH, and no mvnw here with what it needs in .mvn/wrapper");
        assertThat(scripts(of(
                        Set.of(), "pom.xml", "<project/>", "mvnw", "*", ".mvn/wrapper/maven-wrapper.properties", "")))
                .containsExactly(": ./mvnw -B -ntp verify");
        assertThat(scripts(of(Set.of("cargo"), "Cargo.toml", "", "Cargo.lock", "")))
                .containsExactly(": cargo test --locked", ": cargo build --locked");
    }

    @Test
    void targets_of_a_makefile_come_before_what_is_usual_for_the_rest() {
        Proposal proposal =
                of(ALL, "Makefile", "X:=1\nlint test: x\n\ttrue\n", "go.mod", "module x", "main.go", "package main");
        assertThat(scripts(proposal)).containsExactly(": make lint", ": make test", ": go build ./...");
        assertThat(proposal.leftOut())
                .contains("go.mod: go vet ./..., since the Makefile has a target for that")
                .contains("Makefile: it has no target for build");
        assertThat(proposal.text("x")).contains("name: make-lint\n    image: golang:1", "dependsOn: [make-test]");
        assertThat(MakeKit.targets("a b: c\nX := y\nifeq (a,b)\n\tno: t\n.PHONY: z\nd::\n"))
                .containsExactly("a", "b", ".PHONY", "d");
    }

    @Test
    void a_monorepo_has_steps_for_each_folder_and_parts_of_a_whole_are_done_once() {
        Proposal proposal = of(
                ALL,
                "pom.xml",
                "<project><modules><module>core</module></modules></project>",
                "core/pom.xml",
                "<project/>",
                "web/package.json",
                "{\"scripts\": {\"test\": \"x\"}}",
                "a b/Makefile",
                "test:\n",
                "Dockerfile",
                "FROM x");
        assertThat(scripts(proposal)).containsExactly(": mvn -B -ntp verify", "web: npm run test");
        assertThat(proposal.found()).contains("core/pom.xml, a part of the one above");
        assertThat(proposal.leftOut())
                .contains("a b/Makefile: its folder has a name that a script would have to quote")
                .anySatisfy(line -> assertThat(line).startsWith("Dockerfile: "));
        assertThat(proposal.text("x")).contains("name: web-test", "cd web\n      npm run test");
    }

    @Test
    void python_is_tested_by_what_is_set_up() {
        assertThat(scripts("pyproject.toml", "[tool.ruff]\n[tool.pytest.ini_options]"))
                .containsExactly(": ruff check .", ": pytest");
        assertThat(scripts("requirements.txt", "", "tests/test_a.py", ""))
                .containsExactly(": python3 -m unittest discover -s tests");
        assertThat(scripts("setup.py", "")).isEmpty();
    }

    @Test
    void gradle_by_its_wrapper() {
        assertThat(scripts("build.gradle.kts", "", "gradlew", "*", "gradle/wrapper/gradle-wrapper.jar", ""))
                .containsExactly(": ./gradlew --no-daemon build");
        assertThat(scripts("build.gradle", "", "gradlew", "*")).containsExactly(": gradle --no-daemon build");
        assertThat(scripts("build.gradle", "")).containsExactly(": gradle --no-daemon build");
    }
}
