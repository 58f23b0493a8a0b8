package dev.cairn.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.avro.Abstention;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Exports of batches from the topics of a real broker, a batch for each test. */
@Timeout(60)
class ExportCommandTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir Path folder;
  private QueryTopics batch;

  @BeforeEach
  void openTopics(TestInfo test) throws InterruptedException {
    GalleryTopics topics = GalleryTopics.create(BROKER, "export", folder);
    String id = test.getTestMethod().orElseThrow().getName();
    batch = new QueryTopics(topics, List.of("a".repeat(64)), 0, id);
  }

  @Test
  void aSubmissionHasARowForEveryQuery() {
    batch.answer("b", "42", -200);
    batch.answer("a", "7", 0);
    batch.answer("c", "42", 1);
    batch.abstain("d", Abstention.GALLERY_EMPTY);
    batch.fail("e", "IMAGE_EMPTY");
    batch.close(5);

    Ran ran = export("--kaggle");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("4 predictions of 5 images", "e failed: IMAGE_EMPTY");
    assertThat(folder.resolve("out.csv"))
        .hasContent(
            """
            id,landmarks
            a,7 0.5
            b,42 0.0024875621890547263
            c,42 0.75
            d,
            e,
            """);
  }

  @Test
  void predictionsAreSortedByImageAndAnAbstentionHasNoLandmark() {
    batch.answer("b", "iron tower", -2);
    batch.abstain("a", Abstention.NO_POSITIVE_NEIGHBOUR);
    batch.close(2);

    assertThat(export().exitCode()).isZero();
    assertThat(folder.resolve("out.csv"))
        .hasContent(
            """
            id,landmark_id,confidence,log_score
            a,,0.0,-Infinity
            b,iron tower,0.1353352832366127,-2.0
            """);
  }

  @Test
  void aLandmarkOfTwoWordsCannotBeSubmitted() {
    batch.answer("a", "iron tower", -2);
    batch.close(1);

    Ran ran = export("--kaggle");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("'iron tower', predicted for a", "RECORD_INVALID");
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  @Test
  void aScoreThatIsNoNumberIsRefused() {
    batch.answer("a", "tower", Double.NaN);
    batch.close(1);

    assertThat(export().err()).contains("prediction for a is NaN", "RECORD_INVALID");
  }

  @Test
  void withoutWaitingTheFileHasWhatIsThere() {
    batch.answer("a", "tower", -2);
    batch.close(2);

    assertThat(export("--no-wait").out()).contains("1 predictions of 2 images");
  }

  private Ran export(String... options) {
    String out = folder.resolve("out.csv").toString();
    return batch.run(
        Stream.concat(
                Stream.of("export", "--batch", batch.batchId(), "--out", out), Stream.of(options))
            .toArray(String[]::new));
  }
}
