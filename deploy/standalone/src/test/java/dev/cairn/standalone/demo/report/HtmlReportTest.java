package dev.cairn.standalone.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.demo.render.LandmarkRenderer;
import dev.cairn.standalone.demo.report.QueryRow.NeighbourTile;
import dev.cairn.standalone.demo.report.QueryRow.Term;
import dev.cairn.standalone.html.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final String HOSTILE = "\"><script>alert('x')</script>&{{script}}";
  private static final byte[] PHOTOGRAPH = LandmarkRenderer.photograph("iron_tower", 0, 7);

  @TempDir Path folder;

  @Test
  void showsEveryQueryWithItsVerdictNeighboursAndTerms() throws IOException {
    String page =
        written(
            row("right-1", "iron_tower", "iron_tower"),
            row("wrong-1", "iron_tower", "red_bridge"),
            row("plate-1", null, "red_bridge"));

    assertThat(page).contains("right-1", "wrong-1", "plate-1", "gallery-7", "0.912", "class term");
    assertThat(occurrences(page, "<article class=\"query right\"")).isEqualTo(1);
    assertThat(occurrences(page, "<article class=\"query wrong\"")).isEqualTo(1);
    assertThat(occurrences(page, "<article class=\"query other\"")).isEqualTo(1);
    assertThat(page).contains("all <b>3</b>", "right <b>1</b>", "wrong <b>1</b>");
  }

  @Test
  void showsFiguresAndPhases() throws IOException {
    String page = written();

    assertThat(page).contains("<strong>95.8 %</strong>", "of 72 queries");
    assertThat(page).contains("<td>embed</td><td>1,920</td><td>4.0 s</td><td>480.0</td>");
  }

  @Test
  void aPhaseWithoutTimeHasNoRate() {
    assertThat(new Phase("embed", 100, Duration.ofMillis(500)).imagesPerSecond()).isEqualTo(200);
    assertThat(new Phase("embed", 100, Duration.ZERO).imagesPerSecond()).isZero();
  }

  @Test
  void textsFromMessagesCannotBecomeMarkup() throws IOException {
    String harmless = written(row("id", "truth", "predicted"));
    String page = written(row(HOSTILE, HOSTILE, HOSTILE));

    assertThat(page).doesNotContain("<script>alert").doesNotContain("alert('x')");
    assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;{{script}}");
    assertThat(occurrences(page, "<script>")).isEqualTo(occurrences(harmless, "<script>"));
  }

  @Test
  void everyTagIsClosedInOrder() throws IOException {
    assertThat(openTags(written(row(HOSTILE, null, HOSTILE), row("a", "b", "c")))).isEmpty();
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String page = written(row("id", "iron_tower", "iron_tower"));

    assertThat(page).doesNotContain("http://", "https://", " src=", "<link", "@import");
  }

  @Test
  void aPhotographIsEmbeddedOnceHoweverOftenItIsShown() throws IOException {
    String page = written(row("a", "x", "x"), row("b", "x", "x"));

    assertThat(occurrences(page, "data:image/jpeg;base64,")).isEqualTo(1);
    assertThat(occurrences(page, "class=\"photo t0\"")).isEqualTo(4);
    assertThat(page.length()).isLessThan(40_000);
  }

  @Test
  void aPhotographThatCannotBeDecodedLeavesAnEmptyFrame() throws IOException {
    QueryRow broken =
        new QueryRow(
            "id", Optional.empty(), Optional.empty(), 0, 0, new byte[5], List.of(), List.of());

    assertThat(written(broken)).contains("photo missing", "abstained");
  }

  @Test
  void aScoreOfZeroIsMinusInfinityAndSortsLast() throws IOException {
    QueryRow hopeless =
        new QueryRow(
            "id",
            Optional.empty(),
            Optional.of("x"),
            0,
            Double.NEGATIVE_INFINITY,
            PHOTOGRAPH,
            List.of(),
            List.of());

    assertThat(written(hopeless)).contains("<dd>−∞</dd>", "data-score=\"-1.7976931348623157E308\"");
  }

  private String written(QueryRow... rows) throws IOException {
    ReportModel model =
        new ReportModel(
            "Cairn demo",
            "A run",
            List.of(new Figure("Accuracy", "95.8 %", "of 72 queries")),
            List.of(new Phase("embed", 1920, Duration.ofSeconds(4))),
            List.of(rows));
    Path file = folder.resolve("report.html");
    HtmlReport.write(file, model);
    return Files.readString(file);
  }

  private static QueryRow row(String id, String truth, String predicted) {
    return new QueryRow(
        id,
        Optional.ofNullable(truth),
        Optional.of(predicted),
        0.25,
        -1.386,
        PHOTOGRAPH,
        List.of(new NeighbourTile("gallery-7", predicted, 0.912, PHOTOGRAPH)),
        List.of(new Term("class term", 0.7)));
  }

  private static int occurrences(String page, String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }

  /** The tags that are still open at the end, or where a closing tag does not fit. */
  private static Deque<String> openTags(String page) {
    String markup = page.replaceAll("(?s)(<(script|style)>).*?(</\\2>)", "$1$3");
    Deque<String> open = new ArrayDeque<>();
    var tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*?(/?)>").matcher(markup);
    while (tags.find()) {
      boolean single = Set.of("meta", "line").contains(tags.group(2)) || !tags.group(3).isEmpty();
      if (tags.group(1).isEmpty() && !single) {
        open.push(tags.group(2));
      } else if (!single && !tags.group(2).equals(open.poll())) {
        open.push("unexpected </" + tags.group(2) + ">");
        return open;
      }
    }
    return open;
  }
}
