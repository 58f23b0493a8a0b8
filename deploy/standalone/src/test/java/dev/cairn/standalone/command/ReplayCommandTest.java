package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replays of a batch of three queries over the topics of a real broker, topics for each test. */
@Timeout(60)
class ReplayCommandTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir Path folder;
  private EmbeddedQueries queries;

  @BeforeEach
  void embedThreeQueries(TestInfo test) throws IOException, InterruptedException {
    String prefix = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    queries = EmbeddedQueries.create(BROKER, prefix, folder, 2);
    queries.gallery(queries.bundles(), "g1", "tower", 0);
    queries.gallery(queries.bundles(), "g2", "bridge", 90);
    queries.query("q1", 10);
    queries.query("q2", 80);
    queries.query("q3", 70);
  }

  @Test
  void answersAreWrittenAndComparedWithThoseThatWereRecorded() throws IOException {
    queries.batch().answer("q1", "tower", -1);
    queries.batch().answer("q2", "tower", -2);
    queries.batch().abstain("q3", Abstention.GALLERY_EMPTY);
    Files.writeString(folder.resolve("truth.csv"), "id,landmark_id\nq1,tower\nq2,bridge\nq3,\n");
    long predictions = queries.topics().read(Topic.PREDICTIONS).size();

    Ran ran = replay("--batch", "batch", "--truth", folder.resolve("truth.csv").toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(count(ran, "queries replayed")).isEqualTo(3);
    assertThat(count(ran, "same landmark")).isEqualTo(1);
    assertThat(count(ran, "changed landmark")).isEqualTo(1);
    assertThat(count(ran, "answered before, not now")).isZero();
    assertThat(count(ran, "answered now, not before")).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("q2 +tower +bridge")
        .containsPattern("q3 +- +bridge")
        .containsPattern("accuracy@1 +0.5000 +1.0000")
        .containsPattern("GAP +0.5000 +1.0000")
        .contains("Largest changes of the log score");
    assertThat(folder.resolve("out.csv")).content().contains("q1,tower,", "q2,bridge,");
    assertThat(queries.topics().read(Topic.PREDICTIONS)).hasSize((int) predictions);
    assertThat(
            queries
                .batch()
                .run(
                    "evaluate",
                    "--predictions",
                    folder.resolve("out.csv").toString(),
                    "--truth",
                    folder.resolve("truth.csv").toString())
                .out())
        .containsPattern("GAP +1.0000");
  }

  @Test
  void scoresOfAnotherStrategyAreNotCompared() {
    queries.batch().answer("q1", "tower", -1);

    Ran ran = replay("--batch", "batch", "--strategy", "knn-vote");

    assertThat(count(ran, "without a recorded prediction")).isEqualTo(2);
    assertThat(ran.out()).contains("Log scores are not compared");
  }

  @Test
  void withoutRecordedPredictionsTheAnswersAreAllThereIs() {
    assertThat(replay("--index-kind", "certified").out())
        .contains("No prediction is recorded", "3 answers")
        .doesNotContain("same landmark");
  }

  @Test
  void ofAPhotographThatWasPublishedTwiceTheLastCounts() {
    queries.query("q1", 80);

    assertThat(replay().out()).contains("3 answers");
    assertThat(folder.resolve("out.csv")).content().contains("q1,bridge,");
  }

  @Test
  void badRecordsAreCountedAndTheirNeighboursGoOn() {
    queries.send("noise", "noise".getBytes(UTF_8));
    queries.send("gone", null);
    queries.query("flat", Double.NaN);
    queries.topics().send(Topic.PREDICTIONS, "noise".getBytes(UTF_8), "noise".getBytes(UTF_8));
    queries.topics().send(Topic.GALLERY, "noise".getBytes(UTF_8), "noise".getBytes(UTF_8));

    Ran ran = replay("--batch", "batch");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(count(ran, "queries replayed")).isEqualTo(3);
    assertThat(ran.out())
        .contains(
            "Left out, RECORD_UNREADABLE: 2 records",
            "Left out, RECORD_INVALID: 1 record.",
            "Left out, EMBEDDING_NOT_FINITE: 1 record.",
            "1 row of the gallery");
  }

  @Test
  void anIndexThatIsKeptCatchesUp() {
    Path index = folder.resolve("kept");
    replay("--index-folder", index.toString());
    queries.gallery(queries.bundles(), "g3", "arch", 70);

    replay("--index-folder", index.toString());

    assertThat(index).isNotEmptyDirectory();
    assertThat(folder.resolve("out.csv")).content().contains("q3,bridge,");
    assertThat(replay("--index-folder", index.toString(), "--strategy", "knn-vote").exitCode())
        .isZero();
    assertThat(folder.resolve("out.csv")).content().contains("q3,arch,");
  }

  @Test
  void anotherGenerationIsSearchedByTheModelsThatItHas() {
    List<String> second = queries.bundles().subList(1, 2);
    queries.gallery(second, "g9", "bridge", 10);

    Ran ran = replay("--generation", EnsembleDigest.of(second).substring(0, 12));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(folder.resolve("out.csv")).content().contains("q1,bridge,");
    assertThat(replay("--generation", "0123456789ab").err()).contains("GENERATION_NOT_FOUND");
  }

  @Test
  void aGenerationOfModelsThatHaveNotSeenTheQueriesIsRefused() {
    List<String> others = List.of("f".repeat(64));
    queries.gallery(others, "g9", "bridge", 10);

    assertThat(replay("--generation", EnsembleDigest.of(others)).err())
        .contains("no vector of model ffffffffffff", "EMBEDDING_MISMATCH");
  }

  @Test
  void whatCannotBeReplayedIsToldWithItsRemedy() throws IOException {
    Files.writeString(folder.resolve("truth.csv"), "id,landmark_id\nx,tower\n");

    assertThat(replay("--batch", "nowhere").err()).contains("batch nowhere", "BATCH_NOT_FOUND");
    assertThat(replay("--strategy", "distractor").err())
        .contains("publish --non-landmark", "DATASET_INVALID");
    assertThat(replay("--truth", folder.resolve("truth.csv").toString()).err())
        .contains("knows none of the 3 queries", "DATASET_INVALID");
    assertThat(replay("--strategy", "best").err()).contains("'best'", "START_FAILED");
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  @Test
  void aMissingTopicIsNamed() {
    Ran ran =
        Ran.run(
            "replay",
            "--topic-prefix",
            "elsewhere",
            "--bootstrap",
            BROKER.kafka().get("bootstrap.servers").toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("no topic elsewhere.embeddings.v1", "TOPIC_NOT_FOUND");
  }

  private static int count(Ran ran, String name) {
    return Pattern.compile("^" + name + " +(\\d+)$", Pattern.MULTILINE)
        .matcher(ran.out())
        .results()
        .findFirst()
        .map(found -> Integer.parseInt(found.group(1)))
        .orElseThrow();
  }

  private Ran replay(String... options) {
    String out = folder.resolve("out.csv").toString();
    return queries
        .batch()
        .run(
            Stream.concat(Stream.of("replay", "--out", out), Stream.of(options))
                .toArray(String[]::new));
  }
}
