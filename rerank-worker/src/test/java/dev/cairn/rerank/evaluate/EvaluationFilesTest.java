package dev.cairn.rerank.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFilesTest {
  @TempDir Path folder;

  @Test
  void readsPredictions() throws IOException {
    Path file =
        write(
            """
            id,landmark_id,confidence,log_score
            a,tower,1.0E-86,-198.02
            "b, with a comma",,0.0,-Infinity
            """);

    assertThat(EvaluationFiles.readPredictions(file))
        .containsExactly(
            new Answer("a", Optional.of("tower"), -198.02),
            new Answer("b, with a comma", Optional.empty(), Double.NEGATIVE_INFINITY));
  }

  @Test
  void readsTruthWithItsColumnsInAnyOrder() throws IOException {
    Path file = write("landmark_id,note,id\ntower,x,a\n,y,b\n");

    assertThat(EvaluationFiles.readTruth(file))
        .containsExactly(new Truth("a", Optional.of("tower")), new Truth("b", Optional.empty()));
  }

  @Test
  void readsIdsAlone() throws IOException {
    assertThat(EvaluationFiles.readIds(write("url,id\nx,a\ny,b\n"))).containsExactly("a", "b");
  }

  @Test
  void namesTheMissingColumn() throws IOException {
    Path file = write("id,landmark\na,b\n");

    assertThatThrownBy(() -> EvaluationFiles.readTruth(file))
        .isInstanceOf(CsvException.class)
        .hasMessage(file + ", line 1: no column landmark_id among [id, landmark]");
  }

  @Test
  void namesLineAndColumnOfABadNumber() throws IOException {
    for (String number : new String[] {"high", "", "NaN"}) {
      Path file = write("id,landmark_id,log_score\na,b,-1\nc,d,%s\n".formatted(number));

      assertThatThrownBy(() -> EvaluationFiles.readPredictions(file))
          .isInstanceOf(CsvException.class)
          .hasMessageContaining("line 3, column log_score");
    }
  }

  @Test
  void namesBothLinesOfARepeatedId() throws IOException {
    Path file = write("id,landmark_id\na,b\nc,d\na,e\n");

    assertThatThrownBy(() -> EvaluationFiles.readTruth(file))
        .hasMessage(file + ", line 4, column id: 'a' is on line 2 already");
  }

  @Test
  void refusesAnEmptyIdAndAShortRow() throws IOException {
    Path empty = write("id,landmark_id\n,b\n");
    assertThatThrownBy(() -> EvaluationFiles.readTruth(empty))
        .hasMessageContaining("line 2, column id: is empty");

    Path shortRow = write("id,landmark_id\na\n");
    assertThatThrownBy(() -> EvaluationFiles.readTruth(shortRow))
        .hasMessageContaining("line 2, column landmark_id: is missing");
  }

  @Test
  void refusesWhatIsNoCsv() throws IOException {
    Path quote = write("id,landmark_id\n\"a,b\n");
    assertThatThrownBy(() -> EvaluationFiles.readTruth(quote)).isInstanceOf(CsvException.class);

    Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'i', 'd', ',', (byte) 0xe9});
    assertThatThrownBy(() -> EvaluationFiles.readTruth(latin)).isInstanceOf(CsvException.class);

    Path nothing = write("");
    assertThatThrownBy(() -> EvaluationFiles.readTruth(nothing)).isInstanceOf(CsvException.class);

    assertThatThrownBy(() -> EvaluationFiles.readTruth(folder.resolve("missing.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path write(String text) throws IOException {
    return Files.write(folder.resolve("table.csv"), text.getBytes(StandardCharsets.UTF_8));
  }
}
