package dev.cairn.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.Prediction;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Messages of the first release read by this version, and the reverse. */
class ReleasedRecordsTest {
  /** The mark and the fingerprint. */
  private static final int HEADER_BYTES = 10;

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void aGalleryImageOfTheFirstReleaseIsNotOneOfNoLandmark() throws IOException {
    Schema released = released("ImageRecord");
    GenericRecord old = new GenericData.Record(released);
    old.put("imageId", "tower-1");
    old.put("batchId", "b");
    old.put("landmarkId", "tower");
    old.put("publishedAt", NOW.toEpochMilli());
    byte[] bytes =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), released).encode(old).array();

    ImageRecord image = Codecs.IMAGE.decode(bytes);

    assertThat(image.getLandmarkId()).isEqualTo("tower");
    assertThat(image.getNonLandmark()).isFalse();
    assertThat(image.getPublishedAt()).isEqualTo(NOW);
  }

  @Test
  void aReasonThatTheFirstReleaseDoesNotKnowIsNoneToItsReaders() throws IOException {
    Prediction prediction =
        Prediction.newBuilder()
            .setImageId("q")
            .setBatchId("b")
            .setAbstention(Abstention.LOW_CONFIDENCE)
            .setLogScore(Double.NEGATIVE_INFINITY)
            .setConfidence(0)
            .setCandidates(List.of())
            .setNeighbours(List.of())
            .setExact(true)
            .setStrategy("distractor")
            .setEnsembleDigest("0".repeat(64))
            .setGalleryImages(1)
            .setPublishedAt(NOW)
            .setPredictedAt(NOW)
            .build();
    byte[] message = Codecs.PREDICTION.encode(prediction);
    byte[] body = Arrays.copyOfRange(message, HEADER_BYTES, message.length);

    GenericRecord read =
        new GenericDatumReader<GenericRecord>(Prediction.getClassSchema(), released("Prediction"))
            .read(null, DecoderFactory.get().binaryDecoder(body, null));

    assertThat(read.get("abstention")).hasToString("NONE");
    assertThat(read.get("landmarkId")).isNull();
  }

  private static Schema released(String name) {
    return SchemaReleases.all().stream()
        .filter(schema -> schema.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
