package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The generations of a gallery over the topics of a real broker, where the test does what the
 * workers would. Each test has topics of its own, in which bundle {@code old} serves three
 * photographs of two landmarks.
 */
@Timeout(60)
class GalleryCommandTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir private static Path work;
  private static List<String> old;
  private static List<String> young;

  private GalleryTopics topics;

  @BeforeAll
  static void fillTheStore() throws IOException {
    old = List.of(bundle("old"));
    young = List.of(bundle("young"), bundle("second"));
  }

  @BeforeEach
  void serveThreePhotographs(TestInfo test) throws InterruptedException {
    topics = GalleryTopics.create(BROKER, test.getTestMethod().orElseThrow().getName());
    topics.announce("default", old);
    Stream.of("tower-1", "tower-2", "bridge-1").forEach(image -> topics.row(old, image));
  }

  @Test
  void theListCountsTheRowsThatAreThere() {
    topics.row(old, "bridge-2");
    topics.row(old, "tower-2"); // published again
    topics.remove(old, "bridge-1");
    topics.remove(old, "bridge-2");
    topics.row(young, "tower-1");
    topics.send(Topic.GALLERY, "tower-9".getBytes(UTF_8), new byte[] {1, 2, 3});
    topics.send(Topic.GALLERY, new GalleryKey(digest(old), "tower-9").bytes(), new byte[] {1, 2});
    topics.send(Topic.MODELS, "default".getBytes(UTF_8), new byte[] {1, 2});
    Ran ran = gallery("list");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().map(String::strip))
        .containsExactly(
            "generation    state           images  landmarks  failed  models",
            brief(digest(old))
                + "  serves default       2          1       0  "
                + named(old, "old"),
            brief(digest(young))
                + "  -                    1          1       0  "
                + named(young, "young", "second"));
  }

  @Test
  void withoutRowsTheListTellsHowToBegin() throws InterruptedException {
    topics = GalleryTopics.create(BROKER, "empty");
    assertThat(gallery("list").out()).contains("cairn publish --gallery");
  }

  @Test
  void aRebuildEndsWhenEveryPhotographIsThereOrHasFailed() throws InterruptedException {
    topics.fail(old, "tower-2"); // which has a row all the same
    Thread workers =
        Thread.ofPlatform()
            .start(() -> {
              awaitNext();
              topics.row(young, "tower-1");
              topics.row(young, "tower-2");
              topics.fail(old, "bridge-1");
            });
    Ran ran = rebuild();
    workers.join();
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "Generation %s of default is made, while %s serves."
                .formatted(brief(digest(young)), brief(digest(old))),
            "Generation %s has 2 photographs, 2 of the 3 that serve.".formatted(digest(young)),
            "1 could not be embedded; `cairn watch dead-letters --from-beginning` tells why.",
            "Next: `cairn gallery switch %s`".formatted(brief(digest(young))));
    assertThat(gallery("list").out().lines().map(String::strip))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(brief(digest(young)) + "  next of default       2          1       1"));
  }

  @Test
  void askedForAgainARebuildOnlyWatches() throws InterruptedException {
    Ran first = rebuild("--no-wait");
    assertThat(first.out()).contains("without --no-wait");
    assertThat(rebuild("--no-wait").exitCode()).isZero();
    assertThat(topics.announced()).hasSize(2).endsWith(next());

    Stream.of("tower-1", "tower-2", "bridge-1").forEach(image -> topics.row(young, image));
    Ran ran = rebuild("--switch");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("has 3 photographs, 3 of the 3 that serve.", "Ensemble default switches to");
    assertThat(topics.announced())
        .hasSize(4)
        .endsWith(
            new EnsemblePublished("default", digest(young), young, digest(old)), "default/next");
  }

  @Test
  void aPhotographThatIsRemovedIsNotWaitedFor() throws InterruptedException {
    rebuild("--no-wait");
    topics.row(young, "tower-1");
    topics.row(young, "tower-2");
    topics.remove(old, "bridge-1");
    assertThat(rebuild().out()).contains("has 2 photographs, 2 of the 2 that serve.");
  }

  @Test
  void aRebuildIsNotSwitchedToWithoutThePhotographsThatFailed() {
    topics.row(young, "tower-1");
    topics.row(young, "tower-2");
    topics.fail(old, "bridge-1");
    Ran ran = rebuild("--switch");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("lacks 1 of the 3", "--force", "GENERATION_INCOMPLETE");
    assertThat(topics.announced()).endsWith(next());
  }

  @Test
  void aRebuildThatIsWithdrawnIsNoLongerWatched() throws InterruptedException {
    Thread someone =
        Thread.ofPlatform()
            .start(() -> {
              awaitNext();
              topics.send(Topic.MODELS, "default/next".getBytes(UTF_8), null);
            });
    Ran ran = rebuild();
    someone.join();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("no longer being made", "GENERATION_INCOMPLETE");
  }

  @Test
  void whatServesOrIsUnknownIsNotRebuilt() throws InterruptedException {
    Ran same = gallery("rebuild", old.getFirst());
    assertThat(same.exitCode()).isEqualTo(1);
    assertThat(same.err()).contains("serves these bundles already", "GENERATION_IN_USE");
    assertThat(gallery("rebuild", "0123456789").err()).contains("MODEL_NOT_FOUND");
    assertThat(topics.announced()).hasSize(1);
    Ran none = gallery("rebuild", "--ensemble", "museum", young.getFirst());
    assertThat(none.err()).contains("museum serves nothing yet", "--promote museum");
  }

  @Test
  void anotherNextEnsembleTakesThePlaceOfTheFirst() {
    rebuild("--no-wait");
    Ran ran = gallery("rebuild", young.getLast(), "--no-wait");
    assertThat(ran.out()).contains("takes the place of " + brief(digest(young)));
    assertThat(gallery("list").out()).contains(brief(digest(young.subList(1, 2))), "next of");
  }

  @Test
  void aSwitchIsRefusedWhilePhotographsAreMissing() {
    rebuild("--no-wait");
    topics.row(young, "tower-1");
    topics.row(young, "palace-1"); // as many do not help
    topics.row(young, "palace-2");
    Ran refused = gallery("switch", brief(digest(young)));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "has 3 photographs and lacks 2 of the 3 that serve",
            "`cairn gallery rebuild %s %s`"
                .formatted(brief(young.getFirst()), brief(young.getLast())),
            "GENERATION_INCOMPLETE");
    assertThat(topics.announced()).endsWith(next());

    Ran forced = gallery("switch", digest(young), "--force");
    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(topics.announced())
        .endsWith(
            new EnsemblePublished("default", digest(young), young, digest(old)), "default/next");
  }

  @Test
  void theWayBackIsAnotherSwitch() {
    Stream.of("tower-1", "tower-2", "bridge-1").forEach(image -> topics.row(young, image));
    Ran there = gallery("switch", digest(young).substring(0, 8));
    assertThat(there.out().lines())
        .containsExactly(
            "Ensemble default switches to generation %s, which has 3 photographs of 2 landmarks."
                .formatted(digest(young)),
            "Back to what served before: `cairn gallery switch %1$s`. Its rows are kept until `cairn gallery drop %1$s`."
                .formatted(brief(digest(old))));
    assertThat(gallery("switch", brief(digest(old))).exitCode()).isZero();
    assertThat(gallery("switch", brief(digest(old))).out()).contains("already");
    assertThat(topics.announced())
        .hasSize(3)
        .endsWith(
            new EnsemblePublished("default", digest(young), young, digest(old)),
            new EnsemblePublished("default", digest(old), old, digest(young)));
  }

  @Test
  void aDigestIsTakenByItsStartWhereThatIsEnough() {
    assertThat(gallery("switch", digest(old).substring(0, 7)).err())
        .contains("too short", "GENERATION_NOT_FOUND");
    assertThat(gallery("switch", "0123456789").err())
        .contains("0 generations", "GENERATION_NOT_FOUND");
  }

  @Test
  void whatNeitherServesNorIsMadeCanBeDropped() {
    topics.row(young, "tower-1");
    topics.row(young, "tower-1");
    topics.row(young, "tower-2");
    topics.remove(young, "tower-2");
    topics.row(young, "bridge-1");
    Ran ran = gallery("drop", brief(digest(young)));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().strip())
        .isEqualTo("Generation %s: 2 rows removed.".formatted(digest(young)));
    assertThat(topics.rows()).hasSize(3).allMatch(key -> key.startsWith(digest(old)));
    assertThat(gallery("drop", brief(digest(young))).err()).contains("0 generations");
  }

  @Test
  void whatServesOrIsMadeIsNotDropped() {
    topics.row(young, "tower-1");
    rebuild("--no-wait");
    assertThat(gallery("drop", brief(digest(old))).err())
        .contains("serves default", "GENERATION_IN_USE");
    assertThat(gallery("drop", brief(digest(young))).err()).contains("next of default");
    topics.announce("default", young.subList(1, 2));
    assertThat(gallery("drop", brief(digest(old))).err()).contains("source of the next of default");
    assertThat(topics.rows()).hasSize(4);

    assertThat(gallery("cancel").out()).contains(brief(digest(young)), "no longer made");
    assertThat(gallery("cancel").out()).contains("No generation of default");
    assertThat(gallery("drop", brief(digest(young))).exitCode()).isZero();
  }

  @Test
  void anotherEnsembleIsNamedInWhatToTypeNext() {
    topics.announce("museum", old);
    rebuild("--ensemble", "museum", "--no-wait");
    assertThat(gallery("list").out()).contains("serves default, serves museum", "next of museum");
    assertThat(gallery("switch", digest(young), "--ensemble", "museum").err())
        .contains("--force --ensemble museum`");
  }

  @Test
  void switchingNeedsToWait() {
    assertThat(rebuild("--switch", "--no-wait").exitCode()).isEqualTo(2);
  }

  private void awaitNext() {
    await().until(() -> topics.announced().contains(next()));
  }

  private static EnsemblePublished next() {
    return new EnsemblePublished("default/next", digest(young), young, digest(old));
  }

  private Ran rebuild(String... options) {
    return gallery(
        Stream.concat(Stream.concat(Stream.of("rebuild"), young.stream()), Stream.of(options))
            .toArray(String[]::new));
  }

  private Ran gallery(String... args) {
    String address = BROKER.kafka().get("bootstrap.servers").toString();
    Stream<String> where =
        Stream.of(
            "--bootstrap", address, "--topic-prefix", topics.prefix(), "--work", work.toString());
    return Ran.run(
        Stream.of(Stream.of("gallery"), Stream.of(args), where)
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private static String digest(List<String> bundles) {
    return EnsembleDigest.of(bundles);
  }

  private static String brief(String digest) {
    return digest.substring(0, 12);
  }

  private static String named(List<String> bundles, String... names) {
    return String.join(
        ", ",
        IntStream.range(0, names.length)
            .mapToObj(i -> brief(bundles.get(i)) + " b0/" + names[i])
            .toList());
  }

  private static String bundle(String stageId) throws IOException {
    Path folder = Files.createDirectories(work.resolve(stageId));
    for (String file : List.of("model.onnx", "head.safetensors", "classes.csv")) {
      Files.writeString(folder.resolve(file), file);
    }
    ManifestFile.write(
        folder,
        new Manifest(
            "b0",
            "nest50",
            64,
            512,
            0,
            3,
            "pixels",
            "embedding",
            Optional.empty(),
            stageId,
            Map.of(),
            Map.of()));
    return new FolderBundleStore(new WorkFolder(work).store()).publish(folder).digest();
  }
}
