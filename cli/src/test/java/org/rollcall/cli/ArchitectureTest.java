package org.rollcall.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between and inside the modules, and what the rooms of ARCHITECTURE.md keep out of each other. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("..");

    private static final String[] DOMAIN = {
        "org.rollcall.ldap..",
        "org.rollcall.access..",
        "org.rollcall.directory..",
        "org.rollcall.locator..",
        "org.rollcall.identity.."
    };

    /** What tells the time, sleeps or throws dice by itself; the domain gets these from outside. */
    private static final Set<String> IMPURE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Thread.sleep",
            "java.lang.Thread.start",
            "java.lang.Math.random",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.util.UUID.randomUUID",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final JavaClasses ROLLCALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rollcall");

    @Test
    void arrowsPointOnlyToModulesHigherInTheTable() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("ldap")
                .definedBy("org.rollcall.ldap..")
                .layer("access")
                .definedBy("org.rollcall.access..")
                .layer("directory")
                .definedBy("org.rollcall.directory..")
                .layer("store-rocksdb")
                .definedBy("org.rollcall.store.rocksdb..")
                .layer("locator")
                .definedBy("org.rollcall.locator..")
                .layer("identity")
                .definedBy("org.rollcall.identity..")
                .layer("server")
                .definedBy("org.rollcall.server..")
                .layer("cli")
                .definedBy("org.rollcall.cli..")
                .whereLayer("access")
                .mayNotAccessAnyLayer()
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("directory", "locator", "identity", "server", "cli")
                .whereLayer("directory")
                .mayOnlyBeAccessedByLayers("store-rocksdb", "locator", "identity", "server", "cli")
                .whereLayer("store-rocksdb")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("locator")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("identity")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(ROLLCALL);
    }

    @Test
    void onlyItsModuleKnowsTheLibraryOfTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.rollcall.store.rocksdb..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(ROLLCALL);
        assertThat(ROLLCALL.containPackage("org.rollcall.store.rocksdb")).isTrue();
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching("org.rollcall.(**)").should().beFreeOfCycles().check(ROLLCALL);
    }

    @Test
    void theDomainKnowsNoSockets() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty.channel..",
                        "io.netty.bootstrap..",
                        "io.netty.handler..",
                        "java.nio.channels..",
                        "org.slf4j..",
                        "ch.qos.logback..",
                        "com.fasterxml.jackson..",
                        "io.prometheus..",
                        "picocli..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Server|Datagram|Multicast)?Socket.*")
                .check(ROLLCALL);
    }

    @Test
    void theDomainHasNeitherClockNorDiceOfItsOwn() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .callCodeUnitWhere(describe("time, chance or environment", ArchitectureTest::isImpure))
                .check(ROLLCALL);
    }

    private static boolean isImpure(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        return IMPURE.contains(target.getOwner().getName() + "." + target.getName());
    }

    @Test
    void theDomainHasNoStaticState() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(DOMAIN)
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(ROLLCALL);
    }

    @Test
    void onlyTheCommandPrintsOrEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.rollcall.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(ROLLCALL);
    }

    @Test
    void whatTheCommandHasIsItsOwn() {
        classes()
                .that()
                .resideInAPackage("org.rollcall.cli..")
                .and()
                .doNotHaveSimpleName("Main")
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .check(ROLLCALL);
    }

    @Test
    void everyPackageSaysWhatBelongsThere() throws IOException {
        for (Path sources : sources()) {
            try (Stream<Path> files = Files.walk(sources)) {
                Set<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .collect(Collectors.toSet());
                assertThat(packages)
                        .isNotEmpty()
                        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                                .content()
                                .contains("/**", "@NullMarked"));
            }
        }
    }

    @Test
    void everyModuleStandsInTheArchitecture() throws IOException {
        String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));

        assertThat(modules()).isNotEmpty().allSatisfy(module -> assertThat(page).contains("`" + module + "`"));
    }

    private static List<Path> sources() throws IOException {
        return modules().stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .filter(Files::isDirectory)
                .toList();
    }

    private static List<String> modules() throws IOException {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
