package dev.cairn.embed.stage;

import static dev.cairn.embed.stage.EmbedFixture.claim;
import static dev.cairn.embed.stage.EmbedFixture.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embed.TestImages;
import dev.cairn.embed.lane.Lane;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stage takes out of its input before any inference. */
class EmbedRefusalTest {
  @TempDir Path folder;

  private EmbedFixture stage;

  @BeforeEach
  void serveOneSmallModel() throws IOException {
    stage = new EmbedFixture(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void refusesImagesThatCannotBeDecoded() {
    byte[] png = TestImages.png(1, 2, 3);

    assertRefused(ErrorCode.IMAGE_EMPTY, TestImages.message("i", new byte[0]));
    assertRefused(
        ErrorCode.IMAGE_FORMAT_UNSUPPORTED, TestImages.message("i", "hi".getBytes(UTF_8)));
    assertRefused(
        ErrorCode.IMAGE_TRUNCATED, TestImages.message("i", Arrays.copyOf(png, png.length - 20)));
    assertRefused(ErrorCode.IMAGE_TOO_LARGE, TestImages.message("i", new byte[(20 << 20) + 1]));
  }

  @Test
  void refusesMessagesThatDoNotHoldExactlyOnePhotograph() {
    BlobRef elsewhere = new BlobRef("file:/etc/passwd", "0".repeat(64), 1L, "image/png");
    ImageRecord.Builder both = TestImages.message("i", TestImages.png(1, 2, 3)).setBlob(elsewhere);

    assertRefused(ErrorCode.RECORD_INVALID, both);
    assertRefused(ErrorCode.RECORD_INVALID, claim("i", null));
    assertRefused(ErrorCode.URI_NOT_ALLOWED, claim("i", elsewhere));
    assertRefused(ErrorCode.RECORD_INVALID, TestImages.message(" ", TestImages.png(1, 2, 3)));
  }

  @Test
  void refusesAGalleryPhotographWithoutALandmark() {
    assertRefused(
        ErrorCode.RECORD_INVALID, Lane.GALLERY, TestImages.message("i", TestImages.png(1, 2, 3)));
  }

  @Test
  void refusesBytesThatAreNoMessage() {
    assertRefused(ErrorCode.RECORD_UNREADABLE, Lane.QUERIES, "hello".getBytes(UTF_8));
    assertRefused(ErrorCode.RECORD_UNREADABLE, Lane.QUERIES, (byte[]) null);
  }

  private void assertRefused(ErrorCode code, ImageRecord.Builder image) {
    assertRefused(code, Lane.QUERIES, image);
  }

  private void assertRefused(ErrorCode code, Lane lane, ImageRecord.Builder image) {
    assertRefused(code, lane, Codecs.IMAGE.encode(image.build()));
  }

  private void assertRefused(ErrorCode code, Lane lane, byte[] value) {
    ConsumerRecord<byte[], byte[]> message = message(value);
    assertThatThrownBy(() -> stage.function(lane).prepare(message))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
