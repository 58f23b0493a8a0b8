package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selection as the original's, whose output for 300 rows of 12 landmarks lies in get_df. */
class StageDataTest {
  private static final int STRIDE = 15;

  @TempDir private Path folder;

  @Test
  void stepZeroTrainsEveryLandmark() throws IOException {
    List<CSVRecord> expected = csv("out_step0.csv");
    StageData data = select(0);
    assertThat(data.classes().landmarkIds())
        .containsExactly("3", "5", "9", "12", "20", "33", "41", "50", "64", "77", "88", "101");
    assertSelection(data, expected, "valid_used_step0_fold0.csv");
  }

  @Test
  void laterStepsKeepTheCleanedLandmarksWithAllTheirImages() throws IOException {
    for (int step : List.of(1, 2, 3)) {
      StageData data = select(step);
      assertThat(data.classes().landmarkIds())
          .containsExactly("3", "9", "12", "20", "33", "50", "64", "77", "101");
      assertSelection(data, csv("out_step1.csv"), "valid_used_step1_fold0.csv");
    }
  }

  /** Class of every row, rows that train, rows that validate, and counts. */
  private static void assertSelection(
      StageData data, List<CSVRecord> expected, String validationFile) throws IOException {
    List<String> trains =
        expected.stream().filter(row -> fold(row) != 0).map(row -> row.get("id")).toList();
    assertThat(Table.imageIds(data.training())).containsExactlyElementsOf(trains);
    assertThat(Table.imageIds(data.validation()))
        .containsExactlyElementsOf(csv(validationFile).stream().map(r -> r.get("id")).toList());
    Map<String, CSVRecord> rows = byId(expected);
    for (int i = 0; i < data.training().size(); i++) {
      assertThat(data.training().classIndex(i))
          .isEqualTo(Integer.parseInt(rows.get(data.training().imageId(i)).get("landmark_id")));
    }
    int[] counts = new int[data.classes().size()];
    expected.forEach(row -> counts[Integer.parseInt(row.get("landmark_id"))]++);
    assertThat(data.imageCounts()).containsExactly(counts);
  }

  @Test
  void aLaterStageKeepsTheOrderOfTheHeadItContinues() {
    DatasetRows rows = rows("x", "y", "x");
    ClassMap head = ClassMap.inOrder(List.of("y", "x"));
    assertThat(StageData.select(rows, 0, 0, 1, Optional.of(head)).classes().landmarkIds())
        .containsExactly("y", "x");
    ClassMap others = ClassMap.inOrder(List.of("y", "z"));
    assertThat(StageData.select(rows, 0, 0, 1, Optional.of(others)).classes().landmarkIds())
        .containsExactly("x", "y");
  }

  @Test
  void namesAreOrderedByCharactersAndOnePhotographIsEnoughForALandmark() {
    DatasetRows rows = rows("10", "tower", "9");
    StageData data = StageData.select(rows, 0, 0, 1, Optional.empty());
    assertThat(data.classes().landmarkIds()).containsExactly("10", "9", "tower");
    assertThat(data.imageCounts()).containsExactly(1, 1, 1);
  }

  @Test
  void oneLandmarkIsTooFew() {
    DatasetRows rows = rows("x", "x");
    assertThatThrownBy(() -> StageData.select(rows, 0, 0, 1, Optional.empty()))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("1 landmarks");
  }

  /** The whole set beside the folds of its cleaned part, as people have them. */
  private StageData select(int step) throws IOException {
    copy("full.csv", "train.csv");
    copy("train_0.csv", "train_0.csv");
    DatasetRows rows = Gldv2Rows.read(new DatasetFolder(folder.toRealPath()));
    return StageData.select(rows, step, 0, STRIDE, Optional.empty());
  }

  private void copy(String resource, String file) throws IOException {
    try (InputStream in = StageDataTest.class.getResourceAsStream("/get_df/" + resource)) {
      Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** One uncleaned row for each landmark. */
  private static DatasetRows rows(String... landmarkIds) {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    for (String landmarkId : landmarkIds) {
      rows.add("p", landmarkId, DatasetRows.NO_FOLD);
    }
    return rows.build();
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
