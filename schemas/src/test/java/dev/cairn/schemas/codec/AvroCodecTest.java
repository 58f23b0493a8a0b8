package dev.cairn.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.BatchState;
import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private static ImageRecord image() {
    return ImageRecord.newBuilder()
        .setImageId("lighthouse-1")
        .setBatchId("batch-1")
        .setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .setPublishedAt(NOW)
        .build();
  }

  @Test
  void anImageComesBackAsItWasSent() {
    assertThat(Codecs.IMAGE.decode(Codecs.IMAGE.encode(image()))).isEqualTo(image());
  }

  @Test
  void aMessageStartsWithTheSingleObjectMark() {
    assertThat(Codecs.IMAGE.encode(image())).startsWith(0xC3, 0x01);
  }

  @Test
  void aScoreFarBelowFloat32KeepsItsOrder() {
    Prediction faint = prediction(Math.log(1e-86));
    Prediction fainter = prediction(Math.log(1e-87));
    double first = Codecs.PREDICTION.decode(Codecs.PREDICTION.encode(faint)).getLogScore();
    double second = Codecs.PREDICTION.decode(Codecs.PREDICTION.encode(fainter)).getLogScore();
    assertThat(first).isGreaterThan(second);
  }

  @Test
  void aZeroScoreIsMinusInfinity() {
    Prediction none = prediction(Double.NEGATIVE_INFINITY);
    assertThat(Codecs.PREDICTION.decode(Codecs.PREDICTION.encode(none))).isEqualTo(none);
  }

  @Test
  void everyCutOfAMessageIsUnreadable() {
    byte[] whole = Codecs.IMAGE.encode(image());
    for (int length = 0; length < whole.length; length++) {
      assertUnreadable(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void textAndOtherRecordsAreUnreadable() {
    assertUnreadable("not avro at all".getBytes(StandardCharsets.UTF_8));
    BatchStatus status = new BatchStatus("b", BatchKind.QUERY, BatchState.OPEN, 0L, NOW, null);
    assertUnreadable(Codecs.BATCH_STATUS.encode(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 25, 1 << 30, Integer.MAX_VALUE - 10, Integer.MAX_VALUE, -1})
  void aLengthThatLiesIsUnreadableAndTakesNoMemory(int claimed) throws IOException {
    byte[] honest = Codecs.IMAGE.encode(image());
    ByteArrayOutputStream hostile = new ByteArrayOutputStream();
    hostile.write(honest, 0, 10); // the mark and the fingerprint
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(hostile, null);
    encoder.writeInt(claimed);
    hostile.write(honest, 11, honest.length - 11);
    assertUnreadable(hostile.toByteArray());
  }

  private static void assertUnreadable(byte[] bytes) {
    assertThatThrownBy(() -> Codecs.IMAGE.decode(bytes))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_UNREADABLE));
  }

  private static Prediction prediction(double logScore) {
    return Prediction.newBuilder()
        .setImageId("q")
        .setBatchId("b")
        .setAbstention(Abstention.NONE)
        .setLogScore(logScore)
        .setConfidence(Math.exp(logScore))
        .setCandidates(List.of())
        .setNeighbours(List.of())
        .setExact(true)
        .setStrategy("original")
        .setEnsembleDigest("0".repeat(64))
        .setGalleryImages(0)
        .setPublishedAt(NOW)
        .setPredictedAt(NOW)
        .build();
  }
}
