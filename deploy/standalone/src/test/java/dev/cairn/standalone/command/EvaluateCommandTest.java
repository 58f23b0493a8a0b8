package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.standalone.demo.render.LandmarkRenderer;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evaluation of one batch of five queries over the topics of a real broker: one right, one
 * confused, one of no landmark answered, one abstention, one dead letter.
 */
@Timeout(60)
class EvaluateCommandTest {
  private static final String TRUTH =
      """
      id,landmark_id
      q1,tower
      q2,bridge
      q3,
      q4,tower
      q5,bridge
      """;

  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir private static Path work;
  private static QueryTopics batch;

  @TempDir Path folder;

  @BeforeAll
  static void answerFiveQueries() throws IOException, InterruptedException {
    List<String> bundles = List.of("a".repeat(64));
    GalleryTopics topics = GalleryTopics.create(BROKER, "evaluate", work);
    Stream.of("tower-1", "tower-2", "bridge-1", "bridge-2").forEach(id -> topics.row(bundles, id));
    topics.remove(bundles, "bridge-2");
    topics.row(List.of("b".repeat(64)), "tower-3"); // of another ensemble
    topics.nonLandmarkRow(bundles, "meal-1");
    BlobRef tower = blob(LandmarkRenderer.photograph("iron_tower", 0, 1));
    BlobRef lost = new BlobRef("blob:sha256:" + "0".repeat(64), "0".repeat(64), 9L, "image/jpeg");
    batch = new QueryTopics(topics, bundles, 3, "holiday");
    batch.publish("q1", LandmarkRenderer.photograph("iron_tower", 1, 1));
    batch.publish("q2", LandmarkRenderer.photograph("red_bridge", 1, 1));
    batch.publish("q3", "no photograph".getBytes(UTF_8));
    batch.answer(
        "q1", "tower", -1, near("tower-1", "tower", tower), near("bridge-1", "bridge", lost));
    batch.answer("q2", "tower", -200, near("tower-1", "tower", tower));
    batch.answer("q3", "bridge", -0.5, near("bridge-1", "bridge", lost));
    batch.abstain("q4", Abstention.NO_POSITIVE_NEIGHBOUR);
    batch.fail("q5", "IMAGE_TRUNCATED");
    batch.close(5);
  }

  @Test
  void aTruthOfOtherIdsIsAnErrorAndNotAnEvaluation() throws IOException {
    Ran ran = evaluateAgainst("id,landmark_id\nq1.jpg,tower\nq2.jpg,\n", "--batch", "holiday");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("'q1.jpg'", "'q1'", "without its ending", "DATASET_INVALID");
  }

  @Test
  void aBatchIsHeldAgainstTheTruthWithAllThatIsKnownOfIt() throws IOException {
    Ran ran = evaluate("--batch", "holiday");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(figure(ran, "accuracy@1")).isEqualTo("0.2500");
    // q3 wrong, q1 right at rank 2: 1/2 over 4 landmark queries
    assertThat(figure(ran, "GAP")).isEqualTo("0.1250");
    // q1 finds one of two towers first; q2, q4 and q5 find nothing
    assertThat(figure(ran, "mAP@100")).isEqualTo("0.1250  neighbours known to rank 0 to 2");
    assertThat(figure(ran, "mAP@100 that these neighbours allow")).startsWith("0.5000");
    assertThat(figure(ran, "gallery images")).isEqualTo("3");
    assertThat(ran.out())
        .contains("NO_POSITIVE_NEIGHBOUR", "IMAGE_TRUNCATED", "not reached")
        .containsPattern("bridge +tower +1 +-200.000 +q2")
        .containsPattern("q3 +bridge +-0.500 +1 of 1")
        .doesNotContain("Note:");
  }

  @Test
  void everyTableIsWrittenWholeAndUnrounded() throws IOException {
    Path tables = folder.resolve("tables");
    Ran ran = evaluate("--batch", "holiday", "--csv", tables.toString());

    assertThat(ran.out()).contains("Tables: " + tables);
    assertThat(tables.resolve("summary.csv")).content().contains("mAP@100,0.125,neighbours known");
    assertThat(tables.resolve("curve.csv"))
        .hasContent(
            """
            log_score,answered,right,coverage,precision
            -0.5,1,0,0.2,0.0
            -1.0,2,1,0.4,0.5
            -200.0,3,1,0.6,0.3333333333333333
            """);
    assertThat(tables.resolve("landmarks.csv"))
        .hasContent(
            """
            landmark_id,queries,right,accuracy,taken_for,times
            bridge,2,0,0.0,tower,1
            tower,2,1,0.5,,0
            """);
    assertThat(tables.resolve("confusions.csv"))
        .hasContent(
            """
            landmark_id,predicted_id,times,highest_log_score,query_id
            bridge,tower,1,-200.0,q2
            """);
    assertThat(tables.resolve("queries.csv"))
        .hasContent(
            """
            id,landmark_id,predicted_id,log_score,outcome,unanswered,average_precision
            q1,tower,tower,-1.0,right,,0.5
            q2,bridge,tower,-200.0,confused,,0.0
            q3,,bridge,-0.5,false alarm,,
            q4,tower,,-Infinity,unanswered,NO_POSITIVE_NEIGHBOUR,0.0
            q5,bridge,,-Infinity,unanswered,IMAGE_TRUNCATED,0.0
            """);
  }

  @Test
  void thePageShowsMistakesBesideTheirNearestGalleryImages() throws IOException {
    String page = page("--batch", "holiday");

    // q2 from the topic and tower-1 from the store; q3 is text, and the blob of bridge-1 is lost
    assertThat(page.split("data:image/jpeg", -1)).hasSize(1 + 2);
    assertThat(page)
        .contains(
            "photo t0", "photo t1", "photograph not readable", "photograph not found", "tower-1");
  }

  @Test
  void photographsOfFoldersComeFirst() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos/bridge"));
    Files.write(photos.resolve("bridge-1.jpg"), LandmarkRenderer.photograph("red_bridge", 0, 1));
    String page = page("--batch", "holiday", "--photos", folder.resolve("photos").toString());
    assertThat(page.split("data:image/jpeg", -1)).hasSize(1 + 3);
    assertThat(page).doesNotContain("photograph not found");
  }

  @Test
  void queriesThatAreKnownBeforehandAreRefused() throws IOException {
    String truth = TRUTH + "tower-2,tower\nbridge-2,bridge\ntower-3,tower\n";
    Path known = Files.writeString(folder.resolve("known.csv"), "note,id\nx,q3\nx,unasked\n");

    Ran refused = evaluateAgainst(truth, "--batch", "holiday", "--non-landmark-set", known + "");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains(
            "Queries that are in the gallery too: 1 (tower-2).",
            "Queries that are in the set of non-landmarks too: 1 (q3).",
            "--allow-overlap",
            "RECORD_INVALID");

    Ran allowed =
        evaluateAgainst(
            truth, "--batch", "holiday", "--non-landmark-set", known + "", "--allow-overlap");
    assertThat(allowed.exitCode()).as(allowed.err()).isZero();
    assertThat(figure(allowed, "queries in the gallery")).isEqualTo("1");
    assertThat(figure(allowed, "queries in the non-landmark set")).isEqualTo("1");
    assertThat(allowed.out()).contains("Note: Queries that are in the gallery too: 1 (tower-2).");
  }

  @Test
  void whatIsOpenAndWhatHasChangedSinceIsTold() throws IOException {
    QueryTopics early = new QueryTopics(batch.topics(), batch.bundles(), 9, "early");
    early.answer("q1", "tower", -1);
    early.close(3);

    assertThat(evaluate("--batch", "early", "--no-wait").out())
        .contains(
            "Note: 2 of 3 images are not answered yet.",
            "Note: The gallery has 3 images now; 1 predictions were searched in more or fewer.");
  }

  @Test
  void aFileTellsLessAndTheOutputSaysSo() throws IOException {
    Path predictions = folder.resolve("predictions.csv");
    assertThat(batch.run("export", "--batch", "holiday", "--out", predictions + "").exitCode())
        .isZero();

    Ran ran = evaluate("--predictions", predictions.toString());
    assertThat(figure(ran, "GAP")).isEqualTo("0.1250");
    assertThat(ran.out())
        .contains("Note: A file tells no neighbours", "abstained", "no prediction")
        .doesNotContain("queries in the gallery", "mAP@100 ");
    assertThat(page("--predictions", predictions.toString()))
        .contains("not known from a file", "not known", "photograph not found");
  }

  @Test
  void textsOfMessagesBecomeNeitherMarkupNorControlSequences() throws IOException {
    String hostile = "\u001b[2J<script>alert('x')</script>{{tables}}";
    Path predictions =
        Files.writeString(
            folder.resolve("predictions.csv"),
            "id,landmark_id,log_score\nq1,%1$s,-1\nq3,%1$s,-1\n".formatted(hostile));

    assertThat(evaluate("--predictions", predictions + "").out())
        .contains("alert")
        .doesNotContain("\u001b");
    String page = page("--predictions", predictions.toString());
    assertThat(page)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{tables}}")
        .doesNotContain("<script", "alert('x')", "http://", "https://", " src=", "<link");
  }

  @Test
  void withoutAnyQueryThereAreNoFiguresButAPage() throws IOException {
    Path predictions =
        Files.writeString(folder.resolve("predictions.csv"), "id,landmark_id,log_score\n");
    Ran ran = evaluateAgainst("id,landmark_id\n", "--predictions", predictions.toString());
    assertThat(figure(ran, "GAP")).isEqualTo("-");
    assertThat(figure(ran, "accuracy@1")).isEqualTo("-");

    Path page = folder.resolve("empty.html");
    evaluateAgainst("id,landmark_id\n", "--predictions", predictions + "", "--html", page + "");
    assertThat(page).content().contains("nothing was measured").doesNotContain("NaN");
  }

  @Test
  void optionsThatContradictEachOtherAreAUsageError() throws IOException {
    assertThat(evaluate("--batch", "holiday", "--predictions", "p.csv").exitCode()).isEqualTo(2);
    assertThat(evaluate("--batch", "holiday", "--photos", "p").err()).contains("--html");
    assertThat(evaluate("--batch", "none").err()).contains("BATCH_NOT_FOUND");
  }

  private Ran evaluate(String... options) throws IOException {
    return evaluateAgainst(TRUTH, options);
  }

  private Ran evaluateAgainst(String truth, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("truth.csv"), truth);
    return batch.run(
        Stream.concat(Stream.of("evaluate", "--truth", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private String page(String... options) throws IOException {
    Path page = folder.resolve("page.html");
    Ran ran =
        evaluate(
            Stream.concat(Stream.of(options), Stream.of("--html", page.toString()))
                .toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Files.readString(page);
  }

  /** What stands behind a figure's name, a single line. */
  private static String figure(Ran ran, String name) {
    Pattern line = Pattern.compile("^" + Pattern.quote(name) + "  +(.*)$", Pattern.MULTILINE);
    return line.matcher(ran.out()).results().findFirst().orElseThrow().group(1);
  }

  private static BlobRef blob(byte[] photograph) throws IOException {
    return new FolderBlobStore(new WorkFolder(work).store()).put(photograph, "image/jpeg");
  }

  private static Neighbour near(String imageId, String landmarkId, BlobRef blob) {
    return new Neighbour(imageId, landmarkId, 0.9, blob);
  }
}
