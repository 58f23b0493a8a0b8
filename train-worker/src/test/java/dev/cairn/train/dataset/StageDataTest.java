package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Selection as the original's, whose output for 300 rows of 12 landmarks lies in get_df. */
class StageDataTest {
  private static final int STRIDE = 15;

  @Test
  void stepZeroTrainsEveryLandmark() throws IOException {
    List<CSVRecord> expected = csv("out_step0.csv");
    StageData data = select(rows(expected), 0);
    assertThat(data.classes().landmarkIds())
        .containsExactly("3", "5", "9", "12", "20", "33", "41", "50", "64", "77", "88", "101");
    assertSelection(data, expected, "valid_used_step0_fold0.csv");
  }

  @Test
  void laterStepsKeepTheCleanedLandmarksWithAllTheirImages() throws IOException {
    // The original lists the rows of later steps by landmark; a dataset keeps its own order.
    List<CSVRecord> expected = csv("out_step1.csv");
    List<DatasetRow> rows = rows(expected);
    Map<String, CSVRecord> kept = byId(expected);
    List<DatasetRow> others =
        rows(csv("full.csv").stream().filter(row -> !kept.containsKey(row.get("id"))).toList());
    assertThat(others).hasSize(50);
    rows = Stream.concat(rows.stream(), others.stream()).toList();

    for (int step : List.of(1, 2, 3)) {
      StageData data = select(rows, step);
      assertThat(data.classes().landmarkIds())
          .containsExactly("3", "9", "12", "20", "33", "50", "64", "77", "101");
      assertSelection(data, expected, "valid_used_step1_fold0.csv");
    }
  }

  /** Class of every row, rows that train, rows that validate, and counts. */
  private static void assertSelection(
      StageData data, List<CSVRecord> expected, String validationFile) throws IOException {
    List<String> trains =
        expected.stream().filter(row -> fold(row) != 0).map(row -> row.get("id")).toList();
    assertThat(data.training()).extracting(Sample::imageId).containsExactlyElementsOf(trains);
    assertThat(data.validation())
        .extracting(Sample::imageId)
        .containsExactlyElementsOf(csv(validationFile).stream().map(r -> r.get("id")).toList());
    Map<String, CSVRecord> rows = byId(expected);
    for (Sample sample : data.training()) {
      assertThat(sample.classIndex())
          .isEqualTo(Integer.parseInt(rows.get(sample.imageId()).get("landmark_id")));
    }
    int[] counts = new int[data.classes().size()];
    expected.forEach(row -> counts[Integer.parseInt(row.get("landmark_id"))]++);
    assertThat(data.imageCounts()).containsExactly(counts);
  }

  @Test
  void aLaterStageKeepsTheOrderOfTheHeadItContinues() {
    List<DatasetRow> rows = List.of(row("a", "x"), row("b", "y"), row("c", "x"));
    ClassMap head = ClassMap.inOrder(List.of("y", "x"));
    assertThat(StageData.select(rows, 0, 0, 1, Optional.of(head)).classes().landmarkIds())
        .containsExactly("y", "x");
    ClassMap others = ClassMap.inOrder(List.of("y", "z"));
    assertThat(StageData.select(rows, 0, 0, 1, Optional.of(others)).classes().landmarkIds())
        .containsExactly("x", "y");
  }

  @Test
  void namesAreOrderedByCharactersAndOnePhotographIsEnoughForALandmark() {
    List<DatasetRow> rows = List.of(row("a", "10"), row("b", "tower"), row("c", "9"));
    StageData data = StageData.select(rows, 0, 0, 1, Optional.empty());
    assertThat(data.classes().landmarkIds()).containsExactly("10", "9", "tower");
    assertThat(data.imageCounts()).containsExactly(1, 1, 1);
  }

  @Test
  void oneLandmarkIsTooFew() {
    List<DatasetRow> rows = List.of(row("a", "x"), row("b", "x"));
    assertThatThrownBy(() -> StageData.select(rows, 0, 0, 1, Optional.empty()))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("1 landmarks");
  }

  private static StageData select(List<DatasetRow> rows, int step) {
    return StageData.select(rows, step, 0, STRIDE, Optional.empty());
  }

  private static DatasetRow row(String id, String landmark) {
    return new DatasetRow(id, landmark, "blob:" + id, OptionalInt.empty());
  }

  /** The rows with the landmark ids that the original's class indexes stand for. */
  private static List<DatasetRow> rows(List<CSVRecord> selected) throws IOException {
    Map<String, CSVRecord> full = byId(csv("full.csv"));
    Map<String, CSVRecord> cleaned = byId(csv("train_0.csv"));
    return selected.stream()
        .map(row -> row.get("id"))
        .map(id ->
            new DatasetRow(
                id,
                full.get(id).get("landmark_id"),
                "blob:" + id,
                cleaned.containsKey(id)
                    ? OptionalInt.of(fold(cleaned.get(id)))
                    : OptionalInt.empty()))
        .toList();
  }

  private static int fold(CSVRecord row) {
    return row.get("fold").isEmpty() ? -1 : (int) Double.parseDouble(row.get("fold"));
  }

  private static Map<String, CSVRecord> byId(List<CSVRecord> rows) {
    return rows.stream().collect(Collectors.toMap(row -> row.get("id"), Function.identity()));
  }

  private static List<CSVRecord> csv(String name) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .get();
    try (InputStream in = StageDataTest.class.getResourceAsStream("/get_df/" + name);
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return format.parse(text).getRecords();
    }
  }
}
