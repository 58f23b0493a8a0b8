package dev.cairn.standalone.command;

import static dev.cairn.standalone.gallery.Digests.brief;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.GenerationDrop;
import dev.cairn.standalone.up.WorkFolder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listing, switching and dropping generations. */
@Timeout(60)
class GalleryCommandTest {
  @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();

  private List<String> old;
  private List<String> young;
  private GalleryTopics topics;

  @BeforeEach
  void take() {
    old = GALLERY.old();
    young = GALLERY.young();
    topics = GALLERY.topics();
  }

  @Test
  void theListCountsTheRowsThatAreThere() {
    topics.row(old, "bridge-2");
    topics.row(old, "tower-2"); // published again
    topics.remove(old, "bridge-1");
    topics.remove(old, "bridge-2");
    topics.row(young, "tower-1");
    topics.nonLandmarkRow(old, "meal");
    topics.nonLandmarkRow(old, "pet");
    topics.remove(old, "pet");
    topics.send(Topic.GALLERY, "tower-9".getBytes(UTF_8), new byte[] {1, 2, 3});
    topics.send(Topic.GALLERY, new GalleryKey(digest(old), "tower-9").bytes(), new byte[] {1, 2});
    topics.send(Topic.MODELS, "default".getBytes(UTF_8), new byte[] {1, 2});
    Ran ran = topics.gallery("list");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().map(String::strip))
        .containsExactly(
            "generation    state           images  landmarks  non-landmark  failed  models",
            brief(digest(old))
                + "  serves default       2          1             1       0  "
                + named(old, "old"),
            brief(digest(young))
                + "  -                    1          1             0       0  "
                + named(young, "young", "second"));
  }

  @Test
  void theListShowsWhatTheServingGenerationHolds() {
    topics.row(young, "palace-1");
    topics.remove(old, "tower-2");
    topics.row(old, "bridge-0");
    assertThat(topics.gallery("list", "--landmarks").out().lines())
        .containsExactly("bridge\t2", "tower\t1");
    assertThat(topics.gallery("list", "--images").out().lines())
        .containsExactly("bridge-0\tbridge", "bridge-1\tbridge", "tower-1\ttower");
    assertThat(topics.gallery("list", "--landmark", "tower").out().lines())
        .containsExactly("tower-1\ttower");
    assertThat(topics.gallery("list", "--landmark", "palace").err())
        .contains("no photograph of landmark 'palace'", "IMAGE_NOT_FOUND");
    assertThat(topics.gallery("list", "--images", "--landmarks").exitCode()).isEqualTo(2);
    assertThat(topics.gallery("list", "--images", "--ensemble", "museum").err())
        .contains("museum serves nothing yet", "MODEL_NOT_FOUND");
  }

  @Test
  void withoutRowsTheListTellsHowToBegin() throws InterruptedException {
    topics = GALLERY.empty("empty");
    assertThat(topics.gallery("list").out()).contains("cairn publish --gallery");
  }

  @Test
  void aSwitchIsRefusedWhilePhotographsAreMissing() {
    GALLERY.rebuild("--no-wait");
    topics.row(young, "tower-1");
    topics.row(young, "palace-1"); // as many do not help
    topics.row(young, "palace-2");
    Ran refused = topics.gallery("switch", brief(digest(young)));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "has 3 photographs and lacks 2 of the 3 that serve",
            "`cairn gallery rebuild %s %s`"
                .formatted(brief(young.getFirst()), brief(young.getLast())),
            "GENERATION_INCOMPLETE");
    assertThat(topics.announced()).endsWith(GALLERY.next());

    Ran forced = topics.gallery("switch", digest(young), "--force");
    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(topics.announced(4))
        .endsWith(
            new EnsemblePublished("default", digest(young), young, digest(old), List.of()),
            "default/next");
  }

  @Test
  void theWayBackIsAnotherSwitch() {
    Stream.of("tower-1", "tower-2", "bridge-1").forEach(image -> topics.row(young, image));
    Ran there = topics.gallery("switch", digest(young).substring(0, 8));
    assertThat(there.out().lines())
        .containsExactly(
            "Ensemble default switches to generation %s, which has 3 photographs of 2 landmarks."
                .formatted(digest(young)),
            "Back to what served before: `cairn gallery switch %1$s`. Its rows are kept until `cairn gallery drop %1$s`."
                .formatted(brief(digest(old))));
    assertThat(topics.gallery("switch", brief(digest(old))).exitCode()).isZero();
    assertThat(topics.gallery("switch", brief(digest(old))).out()).contains("already");
    assertThat(topics.announced())
        .hasSize(3)
        .endsWith(
            new EnsemblePublished("default", digest(young), young, digest(old), List.of()),
            new EnsemblePublished("default", digest(old), old, digest(young), List.of()));
  }

  @Test
  void aDigestIsTakenByItsStartWhereThatIsEnough() {
    assertThat(topics.gallery("switch", digest(old).substring(0, 7)).err())
        .contains("too short", "GENERATION_NOT_FOUND");
    assertThat(topics.gallery("switch", "0123456789").err())
        .contains("0 generations", "GENERATION_NOT_FOUND");
  }

  @Test
  void whatNeitherServesNorIsMadeCanBeDropped() {
    topics.row(young, "tower-1");
    topics.row(young, "tower-1");
    topics.row(young, "tower-2");
    topics.remove(young, "tower-2");
    topics.row(young, "bridge-1");
    Ran ran = topics.gallery("drop", brief(digest(young)));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().strip())
        .isEqualTo("Generation %s: 2 rows removed.".formatted(digest(young)));
    assertThat(topics.rows()).hasSize(3).allMatch(key -> key.startsWith(digest(old)));
    assertThat(topics.gallery("drop", brief(digest(young))).err()).contains("0 generations");
  }

  @Test
  void aGenerationThatWasDroppedIsMadeFromTheBeginning() {
    topics.row(young, "tower-1");
    topics.follow(young);
    assertThat(topics.hasPlace(young)).isTrue();
    assertThat(topics.gallery("drop", brief(digest(young))).exitCode()).isZero();
    assertThat(topics.hasPlace(young)).isFalse();
  }

  @Test
  void rowsThatAWorkerWroteAfterTheGalleryWasReadAreDroppedToo() throws InterruptedException {
    topics.row(young, "tower-1");
    String address = topics.broker().kafka().get("bootstrap.servers").toString();
    Installation cairn = new Installation(address, topics.prefix(), new WorkFolder(topics.work()));
    try (GalleryScan scan = new GalleryScan(cairn)) {
      Gallery gallery = scan.readAll();
      topics.row(young, "tower-2");

      int rows = new GenerationDrop(cairn, gallery).drop(gallery.generation(digest(young)));

      assertThat(rows).isOne();
    }
    assertThat(topics.rows()).hasSize(3).allMatch(key -> key.startsWith(digest(old)));
  }

  @Test
  void whatServesOrIsMadeIsNotDropped() {
    topics.row(young, "tower-1");
    GALLERY.rebuild("--no-wait");
    assertThat(topics.gallery("drop", brief(digest(old))).err())
        .contains("serves default", "GENERATION_IN_USE");
    assertThat(topics.gallery("drop", brief(digest(young))).err()).contains("next of default");
    topics.announce("default", young.subList(1, 2));
    assertThat(topics.gallery("drop", brief(digest(old))).err())
        .contains("source of the next of default");
    assertThat(topics.rows()).hasSize(4);

    assertThat(topics.gallery("cancel").out()).contains(brief(digest(young)), "no longer made");
    assertThat(topics.gallery("cancel").out()).contains("No generation of default");
    assertThat(topics.gallery("drop", brief(digest(young))).exitCode()).isZero();
  }

  @Test
  void anotherEnsembleIsNamedInWhatToTypeNext() {
    topics.announce("museum", old);
    GALLERY.rebuild("--ensemble", "museum", "--no-wait");
    assertThat(topics.gallery("list").out())
        .contains("serves default, serves museum", "next of museum");
    assertThat(topics.gallery("switch", digest(young), "--ensemble", "museum").err())
        .contains("--force --ensemble museum`");
  }

  private static String named(List<String> bundles, String... names) {
    return String.join(
        ", ",
        IntStream.range(0, names.length)
            .mapToObj(i -> brief(bundles.get(i)) + " b0/" + names[i])
            .toList());
  }

  private static String digest(List<String> bundles) {
    return EnsembleDigest.of(bundles);
  }
}
