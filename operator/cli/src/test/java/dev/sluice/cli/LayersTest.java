package dev.sluice.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom, as CONTRIBUTING.md says. */
class LayersTest {

    private static final String CORE = "dev.sluice.core..";
    private static final String LOCAL = "dev.sluice.local..";
    private static final String KUBERNETES = "dev.sluice.kubernetes..";
    private static final String API = "dev.sluice.api..";
    private static final String CLI = "dev.sluice.cli..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @Test
    void every_layer_is_looked_at() {
        for (String layer : List.of("core", "local", "kubernetes", "api", "cli")) {
            assertThat(CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("dev.sluice." + layer)))
                    .as(layer)
                    .isTrue();
        }
    }

    @Test
    void core_is_pure() {
        check(classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CORE,
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.nio.charset..",
                        "java.text..",
                        "java.io..",
                        "java.nio",
                        "java.security..",
                        "org.yaml.snakeyaml..",
                        "com.google.re2j..")
                .because("the engine decides from values: no files, processes, network or cluster"));
    }

    @Test
    void yaml_is_read_in_the_dialects_alone() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.core.dialect..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml.snakeyaml..")
                .because("one reader serves files and resources, so both get the same messages"));
    }

    @Test
    void core_opens_no_files() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|RandomAccessFile).*|java\\.lang\\.Process.*|java\\.nio\\.file\\..*"));
    }

    @Test
    void the_local_runner_knows_core_alone() {
        check(noClasses()
                .that()
                .resideInAPackage(LOCAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KUBERNETES, API, CLI));
    }

    @Test
    void the_cluster_runner_knows_core_and_the_api_alone() {
        check(noClasses()
                .that()
                .resideInAPackage(KUBERNETES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOCAL, CLI));
    }

    @Test
    void the_kubernetes_client_lives_with_the_cluster_runner() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(KUBERNETES, API)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "io.micrometer..")
                .because("a local command must start fast, and works where there is no cluster"));
    }

    @Test
    void only_what_is_of_the_cluster_knows_the_cluster_runner() {
        check(noClasses()
                .that()
                .resideInAPackage(CLI)
                .and()
                .haveSimpleNameNotStartingWith("Operator")
                .and()
                .haveSimpleNameNotEndingWith("InCluster")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KUBERNETES, API));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
