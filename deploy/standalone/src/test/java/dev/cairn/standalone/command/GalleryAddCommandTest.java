package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Adding photographs of a landmark to the gallery. */
@Timeout(60)
class GalleryAddCommandTest {
  @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();

  @TempDir Path folder;
  private GalleryTopics topics;

  @BeforeEach
  void take() {
    topics = GALLERY.topics();
  }

  @Test
  void photographsAreAddedThroughTheStoreAndWaitedFor() throws Exception {
    Path file = photo("bridge-3.jpg", "the bridge at night");
    Path more = photo("more/bridge-2.png", "the bridge by day").getParent();
    Thread workers = topics.work(2, List.of(GALLERY.old()));
    Ran ran = add("bridge", file, more);
    workers.join();
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("2 images published.", "In the gallery: 2 photographs of bridge.");
    List<ImageRecord> published = published(2);
    assertThat(published).extracting(ImageRecord::getLandmarkId).containsOnly("bridge");
    assertThat(published)
        .extracting(ImageRecord::getImageId)
        .containsExactlyInAnyOrder("bridge-3", "bridge-2");
    for (ImageRecord image : published) {
      assertThat(new FolderBlobStore(GALLERY.store()).get(image.getBlob()))
          .asString(UTF_8)
          .startsWith("the bridge ");
    }
    assertThat(topics.gallery("list", "--landmark", "bridge").out().lines())
        .containsExactly("bridge-1\tbridge", "bridge-2\tbridge", "bridge-3\tbridge");
  }

  @Test
  void photographsThatCannotBeEmbeddedAreToldWithTheirCodes() throws Exception {
    Path whole = photo("bridge-2.jpg", "whole");
    Path empty = photo("bridge-3.jpg", "");
    Path text = Files.writeString(folder.resolve("notes.txt"), "no photograph");
    Thread workers = topics.work(2, List.of(GALLERY.old()));
    Ran ran = add("bridge", whole, empty, text);
    workers.join();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "notes.txt: NO_PHOTOGRAPH",
            "In the gallery: 1 photograph of bridge.",
            "  bridge-3 failed: IMAGE_EMPTY");
  }

  @Test
  void anIdOfAnotherPhotographIsNotTakenUnlessToReplaceIt() throws Exception {
    Path other = photo("tower-1.jpg", "another tower");
    Path same = photo("tower-2.jpg", "tower-2");
    Ran refused = add("tower", other, same);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("1 of the image ids", "tower-1 (of tower)", "--replace", "RECORD_INVALID");
    assertThat(add("bridge", same).err()).contains("tower-2 (of tower)");
    assertThat(topics.read(Topic.GALLERY_IMAGES)).isEmpty();

    assertThat(add("tower", same, "--no-wait").exitCode()).isZero();
    assertThat(add("tower", other, "--replace", "--no-wait").out()).contains("1 images published");
    assertThat(published(2))
        .extracting(ImageRecord::getImageId)
        .containsExactlyInAnyOrder("tower-2", "tower-1");
  }

  @Test
  void beforeAModelIsPromotedNothingIsWaitedFor() throws Exception {
    topics = GALLERY.empty("early");
    Ran ran = add("bridge", photo("bridge-1.jpg", "early"));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Ensemble default serves nothing yet");
    assertThat(published(1)).hasSize(1);
  }

  @Test
  void theLandmarkComesFirst() throws IOException {
    Path file = photo("bridge-2.jpg", "the bridge");
    Ran ran = add(file.toString(), file);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is no landmark");
    assertThat(add("bridge").exitCode()).isEqualTo(2);
    assertThat(add("bridge", folder.resolve("nowhere")).err())
        .contains("nowhere does not exist", "DATASET_INVALID");
  }

  private Ran add(String landmark, Object... args) {
    return topics.gallery(
        Stream.concat(Stream.of("add", landmark), Arrays.stream(args).map(Object::toString))
            .toArray(String[]::new));
  }

  private List<ImageRecord> published(int count) {
    return topics.read(Topic.GALLERY_IMAGES, count).stream()
        .map(message -> Codecs.IMAGE.decode(message.value()))
        .toList();
  }

  private Path photo(String name, String bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, bytes);
  }
}
