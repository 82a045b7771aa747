package dev.sluice.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.core.dialect.Reading;

/** The core is pure, and its layers know only those below them: what decides can be tested without what it stands on. */
@AnalyzeClasses(packages = "dev.sluice.core", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule layers_know_only_those_below = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("dev.sluice.core.model..")
            .layer("text")
            .definedBy("dev.sluice.core.text..")
            .layer("condition")
            .definedBy("dev.sluice.core.condition..")
            .layer("check")
            .definedBy("dev.sluice.core.check..")
            .layer("dialect")
            .definedBy("dev.sluice.core.dialect..")
            .layer("plan")
            .definedBy("dev.sluice.core.plan..")
            .layer("schedule")
            .definedBy("dev.sluice.core.schedule..")
            .whereLayer("schedule")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("schedule")
            .whereLayer("dialect")
            .mayOnlyBeAccessedByLayers("plan")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("dialect", "plan")
            .whereLayer("condition")
            .mayOnlyBeAccessedByLayers("check", "plan")
            .whereLayer("text")
            .mayOnlyBeAccessedByLayers("condition", "check", "dialect", "plan", "schedule");

    @ArchTest
    static final ArchRule a_plan_does_not_know_what_a_pipeline_was_written_in = noClasses()
            .that()
            .resideInAPackage("..plan..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("..dialect..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            JavaClass.Predicates.assignableTo(Reading.class))));

    @ArchTest
    static final ArchRule the_core_needs_nothing_but_Java = classes()
            .that()
            .resideOutsideOfPackages("..dialect..", "..condition..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.sluice.core..", "java..");

    @ArchTest
    static final ArchRule and_SnakeYAML_to_read_YAML = classes()
            .that()
            .resideInAPackage("..dialect..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.sluice.core..", "java..", "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule and_RE2_to_match_what_strangers_write = classes()
            .that()
            .resideInAPackage("..condition..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.sluice.core..", "java..", "com.google.re2j..");

    @ArchTest
    static final ArchRule it_does_nothing_but_think = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.util.concurrent..", "java.sql..")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.sluice.core.(*)..").should().beFreeOfCycles();
}
