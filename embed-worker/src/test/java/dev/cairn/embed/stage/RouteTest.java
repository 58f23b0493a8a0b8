package dev.cairn.embed.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embed.TestImages;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final String GALLERY = "test.gallery.v1";
  private static final BlobRef BLOB = new BlobRef("blob:sha256:ab", "ab", 7L, "image/jpeg");

  private final Route gallery = new GalleryRoute(GALLERY, () -> "old");
  private final Route next = new GenerationRoute(GALLERY, "new", Optional.of("old"));
  private final Route current = new GenerationRoute(GALLERY, "old", Optional.empty());

  @Test
  void aPhotographLeavesTheGenerationThatServes() {
    ProducerRecord<byte[], byte[]> row = sent(gallery.read(message("tower-1".getBytes(UTF_8))));

    assertThat(row.topic()).isEqualTo(GALLERY);
    assertThat(GalleryKey.of(row.key())).isEqualTo(new GalleryKey("old", "tower-1"));
    assertThat(row.value()).isNull();
    assertThatThrownBy(() -> gallery.read(message(null))).isInstanceOf(CairnException.class);
  }

  @Test
  void aRowOfTheSourceIsEmbeddedAgainFromItsPhotograph() {
    Request.Photograph request =
        (Request.Photograph) next.read(followed("old", Codecs.EMBEDDING.encode(row("old"))));

    assertThat(request.image().getImageId()).isEqualTo("tower-1");
    assertThat(request.image().getBatchId()).isEqualTo("batch-1");
    assertThat(request.image().getLandmarkId()).isEqualTo("tower");
    assertThat(request.image().getBlob()).isEqualTo(BLOB);
    assertThat(request.image().getPublishedAt()).isEqualTo(TestImages.PUBLISHED_AT);
    ProducerRecord<byte[], byte[]> made = next.address(request, row("new"));
    assertThat(GalleryKey.of(made.key())).isEqualTo(new GalleryKey("new", "tower-1"));
    assertThat(Codecs.EMBEDDING.decode(made.value())).isEqualTo(row("new"));
  }

  @Test
  void aPhotographOfNoLandmarkStaysOneInTheNextGeneration() {
    EmbeddingRecord meal = row("old");
    meal.setLandmarkId(null);
    meal.setNonLandmark(true);

    Request.Photograph request =
        (Request.Photograph) next.read(followed("old", Codecs.EMBEDDING.encode(meal)));

    assertThat(request.image().getNonLandmark()).isTrue();
    assertThat(request.image().getLandmarkId()).isNull();
  }

  @Test
  void aGalleryPhotographHasEitherALandmarkOrNone() {
    ImageRecord.Builder image = TestImages.message("g", new byte[] {1});

    assertRefused(image.setLandmarkId(null).setNonLandmark(false), "landmarkId is null");
    assertRefused(image.setLandmarkId("tower").setNonLandmark(true), "landmarkId is tower");
  }

  private void assertRefused(ImageRecord.Builder image, String reason) {
    byte[] value = Codecs.IMAGE.encode(image.build());
    assertThatThrownBy(() -> gallery.read(new ConsumerRecord<>("in", 0, 0, null, value)))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_INVALID))
        .hasMessageContaining(reason);
  }

  @Test
  void whatLeavesTheSourceLeavesTheGeneration() {
    ProducerRecord<byte[], byte[]> row = sent(next.read(removed("old")));

    assertThat(GalleryKey.of(row.key())).isEqualTo(new GalleryKey("new", "tower-1"));
    assertThat(row.value()).isNull();
  }

  @Test
  void aGenerationThatIsDroppedTakesNoOtherWithIt() {
    assertThat(next.read(followed("old", null))).isEqualTo(Settled.nothing());
  }

  @Test
  void followsNeitherItselfNorThoseThatAreNotItsSource() {
    byte[] value = Codecs.EMBEDDING.encode(row("any"));
    assertThat(next.read(followed("new", value))).isEqualTo(Settled.nothing());
    assertThat(next.read(followed("third", value))).isEqualTo(Settled.nothing());
    assertThat(next.read(removed("third"))).isEqualTo(Settled.nothing());
    assertThat(current.read(followed("third", value))).isInstanceOf(Request.Photograph.class);
  }

  @Test
  void generationsThatFollowEachOtherSendNothingToAndFro() {
    Request.Photograph request =
        (Request.Photograph) next.read(followed("old", Codecs.EMBEDDING.encode(row("old"))));

    assertThat(current.read(read(next.address(request, row("new"))))).isEqualTo(Settled.nothing());
    assertThat(current.read(read(sent(next.read(removed("old")))))).isEqualTo(Settled.nothing());
  }

  private static EmbeddingRecord row(String ensembleDigest) {
    return EmbeddingRecord.newBuilder()
        .setImageId("tower-1")
        .setBatchId("batch-1")
        .setLandmarkId("tower")
        .setEnsembleDigest(ensembleDigest)
        .setVectors(List.of())
        .setBlob(BLOB)
        .setPublishedAt(TestImages.PUBLISHED_AT)
        .setEmbeddedAt(TestImages.PUBLISHED_AT)
        .build();
  }

  private static ConsumerRecord<byte[], byte[]> message(byte[] key) {
    return new ConsumerRecord<>("test.gallery-images.v1", 0, 0, key, null);
  }

  private static ConsumerRecord<byte[], byte[]> followed(String ensembleDigest, byte[] value) {
    byte[] key = new GalleryKey(ensembleDigest, "tower-1").bytes();
    return new ConsumerRecord<>(GALLERY, 0, 0, key, value);
  }

  private static ConsumerRecord<byte[], byte[]> removed(String ensembleDigest) {
    ConsumerRecord<byte[], byte[]> row = followed(ensembleDigest, null);
    row.headers().add(RowHeaders.removal());
    return row;
  }

  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
    var record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }

  private static ProducerRecord<byte[], byte[]> sent(Request request) {
    return ((Outcome.Emit) ((Settled) request).outcome()).records().getFirst();
  }
}
