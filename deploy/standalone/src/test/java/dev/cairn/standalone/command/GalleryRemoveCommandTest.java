package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.topic.Topic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Removing photographs from all generations of the gallery. */
@Timeout(60)
class GalleryRemoveCommandTest {
  @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();

  @TempDir Path folder;
  private GalleryTopics topics;

  @BeforeEach
  void take() {
    topics = GALLERY.topics();
  }

  @Test
  void aPhotographGoesFromTheGenerationThatServesAndTheNextOne() throws InterruptedException {
    GALLERY.rebuild("--no-wait");
    topics.row(GALLERY.young(), "tower-1");
    Thread workers = topics.work(2, List.of(GALLERY.old(), GALLERY.young()));
    Ran ran = topics.gallery("remove", "tower-1", "tower-2", "--yes");
    workers.join();
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "2 photographs of 1 landmark, 3 rows in 2 generations: tower-1, tower-2",
            "2 photographs removed.");
    assertThat(topics.rows()).containsExactly(GALLERY.oldDigest() + "/bridge-1");
  }

  @Test
  void aLandmarkIsWithdrawnWithAllItsPhotographs() throws InterruptedException {
    topics.row(GALLERY.old(), "bridge-2");
    Thread workers = topics.work(2, List.of(GALLERY.old()));
    Ran ran = topics.gallery("remove", "--landmark", "bridge", "--yes");
    workers.join();
    assertThat(ran.out()).contains("bridge-1, bridge-2", "2 photographs removed.");
    assertThat(topics.rows()).allMatch(key -> key.contains("tower")).hasSize(2);
    assertThat(topics.gallery("remove", "--landmark", "bridge", "--yes").err())
        .contains("no photograph of landmark 'bridge'", "IMAGE_NOT_FOUND");
  }

  @Test
  void rowsOfAGenerationThatNobodyWorksOnGoToo() throws InterruptedException {
    topics.row(GALLERY.young(), "tower-1");
    topics.row(GALLERY.young(), "bridge-1");
    Thread workers = topics.work(1, List.of(GALLERY.old()));
    Ran ran = topics.gallery("remove", "tower-1", "--yes");
    workers.join();
    assertThat(ran.out()).contains("2 rows in 2 generations");
    assertThat(topics.rows())
        .containsExactlyInAnyOrder(
            GALLERY.oldDigest() + "/tower-2",
            GALLERY.oldDigest() + "/bridge-1",
            GALLERY.youngDigest() + "/bridge-1");
  }

  @Test
  void anUnknownIdIsToldBeforeAnythingIsSent() {
    Ran ran = topics.gallery("remove", "tower-1", "tower-7", "--yes");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .contains("1 of 2 image ids not in the gallery: tower-7.", "IMAGE_NOT_FOUND");
    assertThat(topics.read(Topic.GALLERY_IMAGES)).isEmpty();
  }

  @Test
  void whereNobodyCanBeAskedNothingIsRemovedWithoutYes() {
    Ran ran = topics.gallery("remove", "tower-1");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("1 photograph of 1 landmark, 1 row in 1 generation", "Nothing is removed.");
    assertThat(ran.err()).contains("--yes");
    assertThat(topics.read(Topic.GALLERY_IMAGES)).isEmpty();
  }

  @Test
  void idsComeFromAFileOrAPipe() throws IOException {
    Path file = Files.writeString(folder.resolve("ids"), "tower-1\ttower\n\nbridge-1\n");
    assertThat(remove("tower-2", "--from", file.toString()).out())
        .contains("3 photographs", "3 photographs will be removed");
    InputStream former = System.in;
    System.setIn(new ByteArrayInputStream("tower-1\ttower".getBytes(UTF_8)));
    try {
      assertThat(remove("--from", "-").out()).contains("1 photograph will be removed");
    } finally {
      System.setIn(former);
    }
    assertThat(topics.read(Topic.GALLERY_IMAGES, 4)).allMatch(message -> message.value() == null);
    assertThat(remove("--from", folder.resolve("nowhere").toString()).err()).contains("nowhere");
  }

  @Test
  void eitherIdsOrALandmarkAreNamed() {
    assertThat(topics.gallery("remove", "--yes").exitCode()).isEqualTo(2);
    assertThat(topics.gallery("remove", "tower-1", "--landmark", "tower").exitCode()).isEqualTo(2);
  }

  private Ran remove(String... which) {
    return topics.gallery(
        Stream.of(Stream.of("remove", "--yes", "--no-wait"), Stream.of(which))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }
}
