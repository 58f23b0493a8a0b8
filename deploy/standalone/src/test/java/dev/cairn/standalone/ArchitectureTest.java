package dev.cairn.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: who may know whom. */
@AnalyzeClasses(
    packages = "dev.cairn",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** Test fixtures that other modules use come as a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule modulesKnowOnlyWhatTheyMay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("dev.cairn.schemas..")
          .layer("pipeline")
          .definedBy("dev.cairn.pipeline..")
          .layer("imaging")
          .definedBy("dev.cairn.imaging..")
          .layer("ingest")
          .definedBy("dev.cairn.ingest..")
          .layer("embed-worker")
          .definedBy("dev.cairn.embed..")
          .layer("rerank-worker")
          .definedBy("dev.cairn.rerank..")
          .layer("train-worker")
          .definedBy("dev.cairn.train..")
          .layer("bench")
          .definedBy("dev.cairn.bench..")
          .layer("standalone")
          .definedBy("dev.cairn.standalone..")
          .whereLayer("schemas")
          .mayNotAccessAnyLayer()
          .whereLayer("imaging")
          .mayNotAccessAnyLayer()
          .whereLayer("pipeline")
          .mayOnlyAccessLayers("schemas")
          .whereLayer("ingest")
          .mayOnlyAccessLayers("schemas", "pipeline", "imaging")
          .whereLayer("embed-worker")
          .mayOnlyAccessLayers("schemas", "pipeline", "imaging")
          .whereLayer("rerank-worker")
          .mayOnlyAccessLayers("schemas", "pipeline")
          .whereLayer("train-worker")
          .mayOnlyAccessLayers("schemas", "pipeline", "imaging")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("standalone")
          .whereLayer("standalone")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noCircleBetweenPackages =
      slices().matching("dev.cairn.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theContractIsFree =
      noClasses()
          .that()
          .resideInAPackage("dev.cairn.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "ai.djl..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule pixelsKnowNoMessages =
      noClasses()
          .that()
          .resideInAPackage("dev.cairn.imaging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.quarkus..");

  @ArchTest
  static final ArchRule networksAreDescribedWithoutLibtorch =
      noClasses()
          .that()
          .resideInAPackage("dev.cairn.train.net..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "ai.onnx..", "ai.djl..");
}
