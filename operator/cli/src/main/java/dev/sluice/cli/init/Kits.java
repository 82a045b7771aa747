package dev.sluice.cli.init;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of projects that are known, by the file that marks each. Only commands are proposed whose program or target is there. */
final class Kits {

    private static final Pattern MODULES = Pattern.compile("<modules>");
    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*include\\b");
    private static final Pattern WORKSPACE = Pattern.compile("(?m)^\\[workspace]");

    static final List<Function<ProjectFolder, Optional<Found>>> ALL =
            List.of(MakeKit::look, Kits::maven, Kits::gradle, NodeKit::look, Kits::go, Kits::cargo, PythonKit::look);

    private Kits() {}

    private static Optional<Found> maven(ProjectFolder folder) {
        return folder.text("pom.xml").map(pom -> {
            boolean wrapper = folder.has("mvnw", true) && folder.has(".mvn/wrapper/maven-wrapper.properties");
            Found.Maker found = new Found.Maker("maven", "pom.xml", "maven:3-eclipse-temurin-17")
                    .coversBelow(MODULES.matcher(pom).find());
            String mvn = wrapper ? "./mvnw" : "mvn";
            return wrapper || folder.program("mvn")
                    ? found.step(Found.Kind.BUILD, mvn + " -B -ntp verify").made()
                    : found.without("mvn", ", and no mvnw here with what it needs in .mvn/wrapper");
        });
    }

    private static Optional<Found> gradle(ProjectFolder folder) {
        return first(folder, "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")
                .map(file -> {
                    boolean wrapper = folder.has("gradlew", true) && folder.has("gradle/wrapper/gradle-wrapper.jar");
                    boolean several = folder.text("settings.gradle")
                            .or(() -> folder.text("settings.gradle.kts"))
                            .filter(text -> INCLUDE.matcher(text).find())
                            .isPresent();
                    Found.Maker found = new Found.Maker("gradle", file, "gradle:8-jdk17").coversBelow(several);
                    return wrapper || folder.program("gradle")
                            ? found.step(Found.Kind.BUILD, (wrapper ? "./gradlew" : "gradle") + " --no-daemon build")
                                    .made()
                            : found.without("gradle", ", and no gradlew here with what it needs in gradle/wrapper");
                });
    }

    private static Optional<Found> go(ProjectFolder folder) {
        return first(folder, "go.mod", "go.work").map(file -> {
            Found.Maker found = new Found.Maker("go", file, "golang:1").coversBelow(file.equals("go.work"));
            if (!folder.program("go")) {
                return found.without("go");
            }
            if (file.equals("go.work")) {
                return found.coversBelow(false)
                        .leftOut("the modules of go.work are looked at one by one")
                        .made();
            }
            if (!folder.hasSources(".go")) {
                return found.leftOut("there are no .go files").made();
            }
            return found.step(Found.Kind.LINT, "go vet ./...")
                    .step(Found.Kind.TEST, "go test ./...")
                    .step(Found.Kind.BUILD, "go build ./...")
                    .made();
        });
    }

    private static Optional<Found> cargo(ProjectFolder folder) {
        return folder.text("Cargo.toml").map(toml -> {
            Found.Maker found = new Found.Maker("cargo", "Cargo.toml", "rust:1")
                    .coversBelow(WORKSPACE.matcher(toml).find());
            if (!folder.program("cargo")) {
                return found.without("cargo");
            }
            String locked = folder.has("Cargo.lock") ? " --locked" : "";
            if (folder.program("cargo-clippy")) {
                found.step(Found.Kind.LINT, "cargo clippy" + locked);
            } else {
                found.leftOut("lint: there is no cargo-clippy in PATH");
            }
            return found.step(Found.Kind.TEST, "cargo test" + locked)
                    .step(Found.Kind.BUILD, "cargo build" + locked)
                    .made();
        });
    }

    static Optional<String> first(ProjectFolder folder, String... files) {
        return List.of(files).stream().filter(folder::has).findFirst();
    }
}
