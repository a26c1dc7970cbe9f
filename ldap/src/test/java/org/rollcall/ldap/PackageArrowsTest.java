package org.rollcall.ldap;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.rollcall.ldap");

    @Test
    void arrowsPointFromControlsToTheCodecToValues() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("values")
                .definedBy("org.rollcall.ldap")
                .layer("ber")
                .definedBy("org.rollcall.ldap.ber")
                .layer("filter")
                .definedBy("org.rollcall.ldap.filter")
                .layer("name")
                .definedBy("org.rollcall.ldap.name")
                .layer("message")
                .definedBy("org.rollcall.ldap.message")
                .layer("codec")
                .definedBy("org.rollcall.ldap.codec")
                .layer("control")
                .definedBy("org.rollcall.ldap.control")
                .layer("ldif")
                .definedBy("org.rollcall.ldap.ldif")
                .whereLayer("control")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("codec")
                .mayOnlyBeAccessedByLayers("control")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers("codec", "control", "ldif")
                .whereLayer("ldif")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("name")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("filter")
                .mayOnlyBeAccessedByLayers("message", "codec", "control")
                .whereLayer("ber")
                .mayOnlyBeAccessedByLayers("name", "codec", "control")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("org.rollcall.ldap.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theWireKnowsBuffersButNoSocketsClocksOrFiles() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.rollcall.ldap..",
                        "io.netty.buffer",
                        "org.jspecify.annotations",
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.io",
                        "java.nio",
                        "java.nio.charset")
                .check(CLASSES);
    }
}
