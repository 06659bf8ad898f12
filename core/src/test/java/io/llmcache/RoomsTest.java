package io.llmcache;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.llmcache.internal.key.CredentialHash;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Which room of core may touch which: what the package-info of each says. */
@AnalyzeClasses(locations = RoomsTest.Core.class)
class RoomsTest {

  /** Where core itself lies, without its tests. */
  static final class Core implements LocationProvider {

    @Override
    public Set<Location> get(Class<?> test) {
      return Set.of(
          Location.of(LlmCache.class.getProtectionDomain().getCodeSource().getLocation()));
    }
  }

  private static final String[] PURE = {
    "io.llmcache.internal.policy..", "io.llmcache.internal.key..", "io.llmcache.internal.wire.."
  };

  /** Nothing points at a room above it. */
  @ArchTest
  static final ArchRule noRoomPointsUp =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.llmcache..")
          .layer("management")
          .definedBy("io.llmcache.management..")
          .layer("facade")
          .definedBy("io.llmcache")
          .layer("engine")
          .definedBy("io.llmcache.internal.engine..")
          .layer("semantic")
          .definedBy("io.llmcache.internal.semantic..")
          .layer("guard")
          .definedBy("io.llmcache.internal.guard..")
          .layer("lexicon")
          .definedBy("io.llmcache.internal.lexicon..")
          .layer("vector")
          .definedBy("io.llmcache.internal.vector..")
          .layer("wire")
          .definedBy("io.llmcache.internal.wire..")
          .layer("memory")
          .definedBy("io.llmcache.internal.memory..")
          .layer("seal")
          .definedBy("io.llmcache.internal.seal..")
          .layer("reply")
          .definedBy("io.llmcache.internal.reply..")
          .layer("policy")
          .definedBy("io.llmcache.internal.policy..")
          .layer("key")
          .definedBy("io.llmcache.internal.key..")
          .layer("spi")
          .definedBy("io.llmcache.spi..")
          .layer("settings")
          .definedBy("io.llmcache.settings..")
          .layer("exchange")
          .definedBy("io.llmcache.exchange..")
          .whereLayer("management")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("facade")
          .mayOnlyBeAccessedByLayers("management")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("facade")
          .whereLayer("semantic")
          .mayOnlyBeAccessedByLayers("facade", "engine")
          .whereLayer("guard")
          .mayOnlyBeAccessedByLayers("facade", "engine", "semantic")
          .whereLayer("lexicon")
          .mayOnlyBeAccessedByLayers("guard")
          .whereLayer("vector")
          .mayOnlyBeAccessedByLayers("facade")
          .whereLayer("wire")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("facade")
          .whereLayer("seal")
          .mayOnlyBeAccessedByLayers("facade", "engine")
          .whereLayer("reply")
          .mayOnlyBeAccessedByLayers("facade", "engine")
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers("engine", "reply")
          .whereLayer("key")
          .mayOnlyBeAccessedByLayers("facade", "engine", "wire")
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers(
              "management",
              "facade",
              "engine",
              "semantic",
              "vector",
              "wire",
              "memory",
              "seal",
              "reply",
              "policy",
              "key")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers(
              "management", "facade", "engine", "wire", "seal", "reply", "policy", "key", "spi")
          .whereLayer("exchange")
          .mayOnlyBeAccessedByLayers(
              "facade", "engine", "wire", "reply", "policy", "key", "spi", "settings");

  @ArchTest
  static final ArchRule thereAreNoCycles =
      slices().matching("io.llmcache.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreTouchesTheJdkAndNotMuchElse =
      ArchRuleDefinition.classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "javax.crypto..", "io.llmcache..", "org.jspecify..")
                  .or(resideInAPackage("javax.management.."))
                  .or(resideInAPackage("com.fasterxml.jackson.core..")));

  @ArchTest
  static final ArchRule onlyOneRoomKnowsJmx =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.llmcache.management..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("javax.management..", "java.lang.management.."));

  @ArchTest
  static final ArchRule onlyTwoRoomsReadJson =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.llmcache.internal.wire..", "io.llmcache.internal.key..")
          .should()
          .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."));

  @ArchTest
  static final ArchRule pureRoomsHaveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class));

  @ArchTest
  static final ArchRule pureRoomsTouchNoFilesThreadsOrNetworks =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .and()
          .doNotBelongToAnyOf(CredentialHash.class)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
                  .or(
                      belongToAnyOf(
                          java.io.File.class,
                          java.io.FileInputStream.class,
                          java.io.FileOutputStream.class,
                          java.io.RandomAccessFile.class,
                          java.net.Socket.class,
                          java.net.URL.class,
                          Thread.class,
                          System.Logger.class)));

  /** Time comes from the clock that the facade was given, so that tests can stop it. */
  @ArchTest
  static final ArchRule nobodyAsksTheSystemForTheTime =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule whatIsInternalIsNoSupertypeOfWhatIsNot =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.llmcache.internal..")
          .should()
          .beAssignableTo(resideInAPackage("io.llmcache.internal.."));
}
