package dev.cairn.standalone.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.standalone.training.Recorded;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StageReportTest {
  private static final String HOSTILE = "<script>alert('x')</script>&{{turns}}";

  @Test
  void everyEpochIsAPointOfEachCurveAndARow() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).early(1, 25, 0.05);
    recorded.epoch(1, 7, 0.1, 30).epoch(2, 6, 0.3, 30).epoch(3, 6.5, 0.2, 30);
    String page = page(recorded);

    assertThat(titles(page))
        .contains(
            "epoch 2: training loss 4.000",
            "epoch 2: validation loss 6.000",
            "epoch 3: accuracy 0.2000",
            "epoch 3: GAP 0.2000",
            "epoch 1: learning rate 0.001000",
            "epoch 1, after step 25 of 50: GAP 0.05000")
        .hasSize(3 * 5 + 3);
    assertThat(page).contains("best 0.300 in epoch 2", "early validation", "epochs done");
    assertThat(all(page, "<tr class=\"best\"><td>(\\d)</td>")).containsExactly("2");
    assertThat(all(page, "<tr[^>]*><td>(\\d)</td>")).containsExactly("1", "2", "3");
  }

  @Test
  void pointsLieWhereTheirAxesSay() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1);
    recorded.epoch(1, 7, 0.25, 30).epoch(4, 6, 1, 30);
    // 490 units for 4 epochs from 58 on, 188 for GAP 0 to 1 up from 214
    assertThat(all(page(recorded), "points='([^']*)'")).contains("180.5,167.0 548.0,26.0");
  }

  @Test
  void withoutValidationImagesTheCurvesOfTrainingAreShown() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1);
    recorded.epoch(1, Double.NaN, Double.NaN, 30).epoch(2, Double.NaN, Double.NaN, 30);
    String page = page(recorded);

    assertThat(titles(page)).hasSize(2 * 2).allMatch(title -> title.matches(".*(training|rate).*"));
    assertThat(page).contains("no validation").doesNotContain("NaN").doesNotContain("null");
  }

  @Test
  void aStageOfOneEpochHasPoints() {
    String page = page(new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0, 30));
    assertThat(titles(page)).hasSize(5);
    assertThat(page).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aStageThatHasNotBegunHasAPageToo() {
    assertThat(page(new Recorded("s").accepted())).contains("new weights", "waiting");
    assertThat(page(new Recorded("s").failed()))
        .contains("<small>failed</small>", "nothing was measured");
  }

  @Test
  void interruptionsAreToldWithTheirReason() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0.1, 30);
    String page = page(recorded.interrupted(2).started(2, 2).failed());

    assertThat(page).contains("class='break' x1='180.5'", "2026-01-05 03:04:08 +00:00");
    assertThat(all(page, "<li class=\"wrong\"><time>[^<]*</time>(\\w+)"))
        .containsExactly("goes", "failed");
  }

  @Test
  void theStagesThatAStageDescendsFromAreNamed() {
    Recorded first = new Recorded("first").accepted().started(1, 1).epoch(4, 7, 0.5, 30);
    Recorded second = new Recorded("second").accepted("first").started(1, 1);
    String page =
        new StageReport(second.view(), Recorded.stages(first.completed(), second), ZoneOffset.UTC)
            .html();
    assertThat(all(page, "<li><b>([^<]*)</b>")).containsExactly("new weights", "first", "second");
    assertThat(page).contains("64 px, epochs 1 to 4, GAP 0.500, completed");
  }

  @Test
  void textsFromEventsCannotBecomeMarkup() {
    Recorded hostile = new Recorded(HOSTILE).accepted(HOSTILE).started(1, 1);
    String page = page(hostile.event(new StageFailed(new Fault(HOSTILE, HOSTILE))));

    assertThat(page).doesNotContain("<script", "alert('x')");
    assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;{{turns}}");
  }

  @Test
  void thePageNeedsNothingElse() {
    assertThat(page(new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0.1, 30)))
        .doesNotContain("http://", "https://", " src=", "<link", "@import", "<script");
  }

  private static String page(Recorded recorded) {
    return new StageReport(recorded.view(), recorded.stages(), ZoneOffset.UTC).html();
  }

  private static List<String> titles(String page) {
    return all(page, "r='[^']*'><title>([^<]*)</title>");
  }

  private static List<String> all(String page, String regex) {
    return Pattern.compile(regex).matcher(page).results().map(StageReportTest::first).toList();
  }

  private static String first(MatchResult found) {
    return found.group(1);
  }
}
