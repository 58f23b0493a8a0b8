package dev.cairn.rerank.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScreeningTest {
  private static final int COUNT = 5;
  private static final IntPredicate ALL = _ -> true;

  /** How rows are looked at. */
  enum Form {
    FLOATS(FloatQueries::new, Form::floats),
    CODES(CodeQueries::new, Codes::of);

    private final Function<float[][], ScreenQueries> queries;
    private final Function<float[], byte[]> bytes;

    Form(Function<float[][], ScreenQueries> queries, Function<float[], byte[]> bytes) {
      this.queries = queries;
      this.bytes = bytes;
    }

    private static byte[] floats(float[] row) {
      return MemorySegment.ofArray(row).toArray(ValueLayout.JAVA_BYTE);
    }

    MemorySegment rows(float[][] vectors) {
      int rowBytes = bytes.apply(vectors[0]).length;
      MemorySegment rows = Arena.ofAuto().allocate((long) vectors.length * rowBytes, 4);
      for (int i = 0; i < vectors.length; i++) {
        rows.asSlice((long) i * rowBytes, rowBytes)
            .copyFrom(MemorySegment.ofArray(bytes.apply(vectors[i])));
      }
      return rows;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOATS, 1, 8", "FLOATS, 17, 100", "FLOATS, 32, 512",
    "CODES, 1, 8", "CODES, 15, 100", "CODES, 33, 512"
  })
  void theNearestRowsAreAlwaysAmongTheCandidates(Form form, int queryCount, int dimension) {
    SplittableRandom random = new SplittableRandom(dimension);
    float[][] gallery = vectors(random, 700, dimension);
    float[][] queries = vectors(random, queryCount, dimension);

    CandidateRows[] candidates = screen(form, gallery, queries, ALL);

    for (int query = 0; query < queryCount; query++) {
      assertThat(ints(candidates[query].rows())).containsAll(nearest(gallery, queries[query], ALL));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatDoNotCountNeitherAreCandidatesNorHideOthers(Form form) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] gallery = vectors(random, 300, 64);
    float[][] queries = {gallery[7], gallery[8]};
    IntPredicate even = row -> row % 2 == 0;

    CandidateRows[] candidates = screen(form, gallery, queries, even);

    for (int query = 0; query < queries.length; query++) {
      assertThat(ints(candidates[query].rows()))
          .allMatch(even::test)
          .containsAll(nearest(gallery, queries[query], even));
    }
  }

  @ParameterizedTest
  @EnumSource
  void equallyNearRowsAreAllCandidates(Form form) {
    SplittableRandom random = new SplittableRandom(4);
    float[][] gallery = new float[200][];
    Arrays.fill(gallery, TestVectors.unit(random, 32));

    CandidateRows[] candidates = screen(form, gallery, vectors(random, 2, 32), ALL);

    assertThat(candidates[1].rows()).hasSize(200);
  }

  @ParameterizedTest
  @EnumSource
  void whatOneStretchFoundRulesOutMostOfTheNext(Form form) {
    SplittableRandom random = new SplittableRandom(5);
    float[][] gallery = vectors(random, 1000, 512);
    float[][] queries = {gallery[0]};
    Arrays.fill(gallery, 1, COUNT, gallery[0]);
    ScreenQueries prepared = form.queries.apply(queries);
    MemorySegment rows = form.rows(gallery);
    long half = rows.byteSize() / 2;
    Floors floors = new Floors(1);

    Screening.of(prepared, rows.asSlice(0, half), 0, ALL, COUNT, floors);
    CandidateRows[] next = Screening.of(prepared, rows.asSlice(half), 500, ALL, COUNT, floors);

    assertThat(next[0].rows()).isEmpty();
  }

  private static CandidateRows[] screen(
      Form form, float[][] gallery, float[][] queries, IntPredicate live) {
    return Screening.of(
        form.queries.apply(queries),
        form.rows(gallery),
        0,
        live,
        COUNT,
        new Floors(queries.length));
  }

  private static List<Integer> nearest(float[][] gallery, float[] query, IntPredicate live) {
    return IntStream.range(0, gallery.length)
        .filter(live)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer row) -> TestVectors.dot(gallery[row], query))
                .reversed())
        .limit(COUNT)
        .toList();
  }

  private static List<Integer> ints(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static float[][] vectors(SplittableRandom random, int count, int dimension) {
    return IntStream.range(0, count)
        .mapToObj(_ -> TestVectors.unit(random, dimension))
        .toArray(float[][]::new);
  }
}
