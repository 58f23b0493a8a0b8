package dev.cairn.rerank.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {
  private static final String FIRST = "1".repeat(64);
  private static final String SECOND = "2".repeat(64);

  @Test
  void joinsTheModelsWithEqualWeight() {
    Embedding embedding =
        Embedding.of(
            TestRecords.embedding(
                "photo", List.of(FIRST, SECOND), new float[] {3, 4}, new float[] {0, 0, 200}));

    assertThat(embedding.modelDigests()).containsExactly(FIRST, SECOND);
    assertThat(embedding.ensembleDigest()).isEqualTo(EnsembleDigest.of(List.of(FIRST, SECOND)));
    assertThat(embedding.modelVectors()[0]).containsExactly(0.6f, 0.8f);
    assertThat(embedding.modelVectors()[1]).containsExactly(0, 0, 1);
    float half = (float) Math.sqrt(0.5);
    assertThat(embedding.joined())
        .containsExactly(new float[] {0.6f * half, 0.8f * half, 0, 0, half}, within(1e-7f));
  }

  @Test
  void averagesTheModelsOfAGroupBeforeItJoinsGroups() {
    Embedding embedding =
        Embedding.of(
            grouped(
                List.of(0, 1, 0),
                new float[] {10, 0},
                new float[] {0, 0, 2},
                new float[] {0.6f, 0.8f}));

    // (1, 0) and (0.6, 0.8) have the mean (0.8, 0.4).
    float length = (float) Math.sqrt(0.8);
    float half = (float) Math.sqrt(0.5);
    assertThat(embedding.modelVectors()).hasNumberOfRows(3);
    assertThat(embedding.parts()[0])
        .containsExactly(new float[] {0.8f / length, 0.4f / length}, within(1e-6f));
    assertThat(embedding.parts()[1]).containsExactly(0, 0, 1);
    assertThat(embedding.joined())
        .containsExactly(
            new float[] {0.8f / length * half, 0.4f / length * half, 0, 0, half}, within(1e-6f));
  }

  @Test
  void refusesGroupsThatDoNotFit() {
    float[] vector = {1, 0};
    assertRefused(ErrorCode.EMBEDDING_MISMATCH, grouped(List.of(0), vector, vector));
    assertRefused(ErrorCode.EMBEDDING_MISMATCH, grouped(List.of(1, 0), vector, vector));
    assertRefused(ErrorCode.EMBEDDING_MISMATCH, grouped(List.of(-1, 0), vector, vector));
    assertRefused(
        ErrorCode.EMBEDDING_MISMATCH, grouped(List.of(0, 0), vector, new float[] {1, 0, 0}));
    assertRefused(
        ErrorCode.EMBEDDING_NOT_FINITE, grouped(List.of(0, 0), vector, new float[] {-1, 0}));
  }

  @Test
  void refusesGroupsThatTheEnsembleDoesNotHave() {
    EmbeddingRecord record = grouped(List.of(0, 0), new float[] {1, 0}, new float[] {1, 0});
    record.setGroups(List.of());
    assertRefused(ErrorCode.EMBEDDING_MISMATCH, record);
  }

  private static EmbeddingRecord grouped(List<Integer> groups, float[]... vectors) {
    List<String> models =
        IntStream.range(0, vectors.length).mapToObj(i -> Integer.toString(i).repeat(64)).toList();
    EmbeddingRecord record = TestRecords.embedding("photo", models, vectors);
    record.setGroups(groups);
    record.setEnsembleDigest(EnsembleDigest.of(models, new VectorGroups(groups)));
    return record;
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(float value) {
    assertRefused(
        ErrorCode.EMBEDDING_NOT_FINITE,
        TestRecords.embedding("photo", List.of(FIRST), new float[] {1, value}));
  }

  @Test
  void refusesAVectorWithoutDirection() {
    assertRefused(
        ErrorCode.EMBEDDING_NOT_FINITE,
        TestRecords.embedding("photo", List.of(FIRST), new float[4]));
  }

  @Test
  void takesTheLargestAndSmallestFloats() {
    Embedding embedding =
        Embedding.of(
            TestRecords.embedding(
                "photo",
                List.of(FIRST, SECOND),
                new float[] {Float.MAX_VALUE, Float.MAX_VALUE},
                new float[] {Float.MIN_VALUE, 0}));

    assertThat(TestVectors.dot(embedding.joined(), embedding.joined())).isCloseTo(1, within(1e-6f));
  }

  @Test
  void refusesBytesThatAreNotTheDimension() {
    for (int dimension : new int[] {-1, 0, 3, 5, 1 << 30, Integer.MAX_VALUE}) {
      EmbeddingRecord record =
          TestRecords.embedding("photo", List.of(FIRST), new float[] {1, 2, 3, 4});
      record.getVectors().getFirst().setDimension(dimension);
      assertRefused(ErrorCode.EMBEDDING_MISMATCH, record);
    }
    EmbeddingRecord empty = TestRecords.embedding("photo", List.of(FIRST), new float[] {1});
    empty.getVectors().getFirst().setDimension(0);
    empty.getVectors().getFirst().setVector(ByteBuffer.allocate(0));
    assertRefused(ErrorCode.EMBEDDING_MISMATCH, empty);
  }

  @Test
  void refusesAnEnsembleThatItsVectorsAreNotOf() {
    EmbeddingRecord record = TestRecords.embedding("photo", List.of(FIRST), new float[] {1});
    record.setEnsembleDigest(SECOND);

    assertRefused(ErrorCode.EMBEDDING_MISMATCH, record);
  }

  @Test
  void refusesARecordWithoutVectors() {
    assertRefused(ErrorCode.RECORD_INVALID, TestRecords.embedding("photo", List.of()));
  }

  private static void assertRefused(ErrorCode code, EmbeddingRecord record) {
    assertThatThrownBy(() -> Embedding.of(record))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
