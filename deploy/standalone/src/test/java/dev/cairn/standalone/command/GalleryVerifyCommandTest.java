package dev.cairn.standalone.command;

import static dev.cairn.standalone.gallery.Digests.brief;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Finding what is wrong with rows of the gallery and their photographs. */
@Timeout(60)
class GalleryVerifyCommandTest {
  @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();

  private GalleryTopics topics;

  @BeforeEach
  void take() {
    topics = GALLERY.topics();
  }

  @Test
  void aSoundGalleryHasNoFaults() {
    topics.send(Topic.GALLERY, key("tower-1"), new byte[] {1, 2, 3});
    topics.row(GALLERY.old(), "tower-1"); // the last one of a key counts
    topics.send(Topic.GALLERY, key("tower-9"), new byte[] {1, 2, 3});
    topics.remove(GALLERY.old(), "tower-9");
    Ran ran = topics.gallery("verify", "--bytes");
    assertThat(ran.exitCode()).as(ran.out()).isZero();
    assertThat(ran.out().strip()).isEqualTo("3 rows of 1 generation checked: no faults");
  }

  @Test
  void rowsThatAreNoneOrNotThoseOfTheirKeysAreFound() {
    topics.send(Topic.GALLERY, "tower".getBytes(UTF_8), new byte[] {1});
    topics.send(Topic.GALLERY, key("tower-9"), new byte[] {1, 2, 3});
    EmbeddingRecord unlabelled = topics.record(GALLERY.old(), "tower-4");
    unlabelled.setLandmarkId(null);
    topics.row(unlabelled);
    EmbeddingRecord stray = topics.record(GALLERY.young(), "tower-5");
    stray.setEnsembleDigest(GALLERY.oldDigest());
    topics.row(stray);
    assertFaults(
        "RECORD_INVALID  tower  ",
        fault("RECORD_UNREADABLE", "tower-9"),
        fault("RECORD_INVALID", "tower-4"),
        fault("EMBEDDING_MISMATCH", "tower-5"));
  }

  @Test
  void vectorsOfAnotherLengthOrDimensionAreFound() {
    topics.row(withVector("tower-1", 512, 0.5f));
    topics.row(withVector("tower-2", 512, Float.NaN));
    topics.row(withVector("bridge-1", 256, 1));
    assertFaults(
        fault("RECORD_INVALID", "tower-1") + "the vector of model",
        fault("EMBEDDING_NOT_FINITE", "tower-2"),
        fault("EMBEDDING_MISMATCH", "bridge-1"));
  }

  @Test
  void photographsThatAreNotWholeInTheStoreAreFound() throws IOException {
    topics.row(GALLERY.old(), "gone-1");
    Files.delete(file("gone-1"));
    topics.row(GALLERY.old(), "short-1");
    Files.writeString(file("short-1"), "s");
    topics.row(GALLERY.old(), "other-1");
    Files.writeString(file("other-1"), "otter-1");
    EmbeddingRecord inline = topics.record(GALLERY.old(), "inline-1");
    inline.setBlob(null);
    topics.row(inline);
    String gone = fault("BLOB_NOT_FOUND", "gone-1");
    String cut = fault("BLOB_DIGEST_MISMATCH", "short-1");
    String none = fault("BLOB_NOT_FOUND", "inline-1");
    assertFaults(gone, cut, none);
    Ran ran = topics.gallery("verify", "--bytes");
    assertThat(ran.out()).contains(gone, cut, none, fault("BLOB_DIGEST_MISMATCH", "other-1"));
  }

  @Test
  void photographsThatAGenerationLacksAreNamed() {
    GALLERY.rebuild("--no-wait");
    topics.row(GALLERY.young(), "tower-1");
    topics.row(GALLERY.young(), "palace-1");
    topics.fail(GALLERY.old(), "bridge-1");
    assertFaults(
        "GENERATION_INCOMPLETE  " + GALLERY.youngDigest() + "/tower-2  ",
        "GENERATION_INCOMPLETE  %s/bridge-1  there is no such row, though generation %s has the photograph; it could not"
            .formatted(GALLERY.youngDigest(), brief(GALLERY.oldDigest())),
        "GENERATION_INCOMPLETE  " + GALLERY.oldDigest() + "/palace-1  ");
  }

  @Test
  void aRowThatTwoGenerationsHaveIsLackedOnce() {
    for (String image : List.of("tower-1", "tower-2", "bridge-1")) {
      topics.row(GALLERY.young(), image);
    }
    List<String> third = GALLERY.young().subList(0, 1);
    topics.row(third, "tower-1");
    topics.row(third, "tower-2");
    topics.announce("museum", GALLERY.young());
    topics.announce("archive", third);
    assertFaults("GENERATION_INCOMPLETE  " + EnsembleDigest.of(third) + "/bridge-1  ");
  }

  @Test
  void whatAGenerationLacksThatNobodyServesIsNoFault() {
    topics.row(GALLERY.young(), "tower-1");
    Ran ran = topics.gallery("verify");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains(
            "Generation %s, which nobody serves, lacks 2 photographs."
                .formatted(brief(GALLERY.youngDigest())),
            "4 rows of 2 generations checked: no faults");
  }

  private void assertFaults(String... starts) {
    Ran ran = topics.gallery("verify");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out().lines()).hasSize(starts.length + 1);
    assertThat(ran.out()).contains(starts).contains("checked: %d fault".formatted(starts.length));
  }

  private static String fault(String code, String imageId) {
    return "%s  %s/%s  ".formatted(code, GALLERY.oldDigest(), imageId);
  }

  private static byte[] key(String imageId) {
    return new GalleryKey(GALLERY.oldDigest(), imageId).bytes();
  }

  private EmbeddingRecord withVector(String imageId, int dimension, float first) {
    EmbeddingRecord row = topics.record(GALLERY.old(), imageId);
    ByteBuffer floats =
        ByteBuffer.allocate(dimension * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(0, first);
    row.setVectors(List.of(new ModelVector(GALLERY.old().getFirst(), dimension, floats)));
    return row;
  }

  private static Path file(String imageId) {
    String sha256 = Sha256.of(imageId); // the bytes are the id
    return GALLERY.store().resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
