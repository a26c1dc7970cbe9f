package org.rollcall.directory.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class EngineArchitectureTest {
    private static final JavaClasses DIRECTORY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.rollcall.directory");

    @Test
    void theEngineShowsItsConstructorAndNothingElse() {
        classes()
                .that()
                .resideInAPackage("..engine")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("LocalDirectory")
                .and()
                .doNotHaveSimpleName("EngineSettings")
                .and()
                .doNotHaveSimpleName("StoredRecords")
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(DIRECTORY);
    }

    @Test
    void theBorderKnowsNothingOfWhatIsBehindIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..engine")
                .check(DIRECTORY);
    }

    @Test
    void conditionsAndMatchingKnowNothingOfEntries() {
        noClasses()
                .that()
                .resideInAnyPackage("..query", "..matching", "..schema")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rollcall.directory", "..store")
                .check(DIRECTORY);
    }

    @Test
    void clocksAndThreadsComeFromOutside() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(DIRECTORY);
    }
}
