package dev.cairn.standalone.command;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gallery over the topics of a real broker, where the test does what the workers would:
 * {@code @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();}. Each
 * test has topics of its own, in which bundle {@code old} serves three photographs of two
 * landmarks; the bundles of {@code young} are in the store of all.
 */
final class GalleryScenario implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private final BrokerExtension broker = new BrokerExtension();
  private Path work;
  private List<String> old;
  private List<String> young;
  private GalleryTopics topics;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    broker.beforeAll(context);
    work = Files.createTempDirectory("gallery");
    old = TestBundles.publish(work, "old");
    young = TestBundles.publish(work, "young", "second");
  }

  @Override
  public void beforeEach(ExtensionContext context) throws InterruptedException {
    topics = empty(context.getRequiredTestMethod().getName());
    topics.announce("default", old);
    for (String image : List.of("tower-1", "tower-2", "bridge-1")) {
      topics.row(old, image);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    broker.afterAll(context);
    try (Stream<Path> paths = Files.walk(work)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Those of the running test. */
  GalleryTopics topics() {
    return topics;
  }

  /** Others, without an ensemble and rows. */
  GalleryTopics empty(String prefix) throws InterruptedException {
    return GalleryTopics.create(broker, prefix, work);
  }

  Path store() {
    return new WorkFolder(work).store();
  }

  List<String> old() {
    return old;
  }

  List<String> young() {
    return young;
  }

  String oldDigest() {
    return EnsembleDigest.of(old);
  }

  String youngDigest() {
    return EnsembleDigest.of(young);
  }

  /** What announces {@code young} as the next ensemble. */
  EnsemblePublished next() {
    return new EnsemblePublished("default/next", youngDigest(), young, oldDigest(), List.of());
  }

  /** Runs {@code cairn gallery rebuild} for {@code young}. */
  Ran rebuild(String... options) {
    return topics.gallery(
        Stream.of(Stream.of("rebuild"), young.stream(), Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }
}
