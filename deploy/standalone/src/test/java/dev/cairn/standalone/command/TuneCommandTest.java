package dev.cairn.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.broker.BrokerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tuning on ten queries of a tower and ten of no landmark, which are nearer to it. */
@Timeout(60)
class TuneCommandTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir Path folder;
  private EmbeddedQueries queries;
  private Path truth;

  @BeforeEach
  void embedQueries(TestInfo test) throws IOException, InterruptedException {
    String prefix = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    queries = EmbeddedQueries.create(BROKER, prefix, folder, 1);
    queries.gallery(queries.bundles(), "g1", "tower", 0);
    StringBuilder known = new StringBuilder("id,landmark_id\n");
    for (int i = 0; i < 10; i++) {
      queries.query("tower" + i, 30 + i * 0.1);
      queries.query("meal" + i, -20 - i * 0.1);
      known.append("tower%d,tower%nmeal%d,%n".formatted(i, i));
    }
    truth = Files.writeString(folder.resolve("truth.csv"), known);
  }

  @Test
  void aTunedStrategyDoesOnReplayWhatWasPromised() throws IOException {
    queries.nonLandmark("dish", -65);

    Ran tuned = tune();

    assertThat(tuned.exitCode()).as(tuned.err()).isZero();
    assertThat(tuned.out())
        .contains("combined on 20 queries, 10 of them of landmarks")
        .containsPattern("GAP, cross-validated +\\d\\.\\d{4} +1.0000")
        .contains("Only 10 queries show a landmark");
    assertThat(folder.resolve("tuned.properties")).content().contains("name = combined");
    Ran replayed =
        queries
            .batch()
            .run(
                "replay",
                "--strategy",
                folder.resolve("tuned.properties").toString(),
                "--truth",
                truth.toString(),
                "--out",
                folder.resolve("out.csv").toString());
    assertThat(replayed.out()).containsPattern("GAP +- +1.0000");
  }

  @Test
  void aFileThatIsThereStaysUnlessForced() throws IOException {
    Path file = Files.writeString(folder.resolve("tuned.properties"), "mine");

    assertThat(tune("--strategy", "knn-vote").exitCode()).isEqualTo(2);
    assertThat(file).hasContent("mine");
    assertThat(tune("--strategy", "knn-vote", "--force").exitCode()).isZero();
    assertThat(file).content().contains("name = knn-vote");
  }

  @Test
  void withoutPhotographsOfNoLandmarkThereIsNoLambda() {
    assertThat(tune().out()).contains("so lambda is 0");
    assertThat(folder.resolve("tuned.properties")).content().contains("lambda = 0");
    assertThat(tune("--strategy", "distractor", "--force").err())
        .contains("publish --non-landmark", "DATASET_INVALID");
  }

  @Test
  void whatCannotBeTunedIsToldWithItsRemedy() throws IOException {
    assertThat(tune("--batch", "nowhere").err()).contains("batch nowhere", "BATCH_NOT_FOUND");
    assertThat(tune("--strategy", "original").err())
        .contains("choose combined, knn-vote or distractor", "START_FAILED");
    Files.writeString(truth, "id,landmark_id\nx,tower\n");
    assertThat(tune().err()).contains("None of the 1 images", "DATASET_INVALID");
    assertThat(folder.resolve("tuned.properties")).doesNotExist();
  }

  private Ran tune(String... options) {
    String[] batch =
        Stream.of(options).anyMatch("--batch"::equals)
            ? new String[0]
            : new String[] {"--batch", "batch"};
    return queries
        .batch()
        .run(
            Stream.of(
                    Stream.of("tune", "--truth", truth.toString()),
                    Stream.of("--out", folder.resolve("tuned.properties").toString()),
                    Stream.of(batch),
                    Stream.of(options))
                .flatMap(part -> part)
                .toArray(String[]::new));
  }
}
