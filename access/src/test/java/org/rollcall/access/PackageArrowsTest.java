package org.rollcall.access;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.rollcall.access");

    @Test
    void allArrowsPointToDescriptors() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("descriptor")
                .definedBy("org.rollcall.access.descriptor")
                .layer("sddl")
                .definedBy("org.rollcall.access.sddl")
                .layer("check")
                .definedBy("org.rollcall.access.check")
                .layer("inheritance")
                .definedBy("org.rollcall.access.inheritance")
                .whereLayer("sddl")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("check")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("inheritance")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }
}
