package dev.cairn.standalone.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageFailed;
import java.time.ZoneOffset;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class StageTableTest {
  private final Recorded open =
      new Recorded("b0-96").accepted().started(1, 1).epoch(1, 7, 0.125, 30).step(2, 25, 104.4);
  private final Recorded ended =
      new Recorded("b0-64").accepted().started(1, 1).epoch(4, 3, 0.5, 30).completed();

  @Test
  void openStagesStandLastWithAllTheirFigures() {
    List<String> lines = table(500, open, ended);
    assertThat(lines).hasSize(3);
    assertThat(cells(lines.getFirst()))
        .containsExactly(
            "model",
            "stage",
            "state",
            "epoch",
            "step",
            "loss",
            "accuracy",
            "GAP",
            "lr",
            "images/s",
            "data wait",
            "memory",
            "left",
            "heard");
    assertThat(cells(lines.get(1)))
        .containsExactly(
            "b0",
            "b0-64",
            "completed",
            "4/4",
            "-",
            "2.000",
            "0.500",
            "0.500",
            "2.5e-4",
            "100",
            "25 %",
            "3.0 GiB",
            "-",
            "0 s ago");
    assertThat(lines.get(2)).startsWith("> ");
    assertThat(cells(lines.get(2).substring(2)))
        .containsExactly(
            "b0",
            "b0-96",
            "training",
            "2/4",
            "25/50",
            "4.000",
            "0.125",
            "0.125",
            "1.0e-3",
            "104",
            "25 %",
            "3.0 GiB",
            "84 s",
            "0 s ago");
  }

  @Test
  void aNarrowTerminalShowsWhatTellsMost() {
    assertThat(table(80, open, ended))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
        .first()
        .asString()
        .contains("stage", "epoch", "loss", "left")
        .doesNotContain("memory", "lr");
    assertThat(table(30, open, ended))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(30))
        .last()
        .asString()
        .contains("b0-96", "training");
  }

  @Test
  void aLongNameGivesWay() {
    Recorded named = new Recorded("a".repeat(100)).accepted().started(1, 1).step(1, 25, 100);
    assertThat(table(80, named).getLast()).contains("aaa…", "training", "39 s").hasSize(80);
  }

  @Test
  void whatStandsStillSaysWhy() {
    open.interrupted(2);
    assertThat(table(200, open))
        .last()
        .asString()
        .contains("goes on", "the trainer ended with signal 9 (TRAINER_DIED)");
    open.started(2, 2);
    assertThat(table(200, open)).last().asString().contains("attempt 2, after: the trainer ended");
  }

  @Test
  void aStageThatWaitsForItsParentNamesIt() {
    Recorded child = new Recorded("child").accepted("b0-96");
    assertThat(table(200, open, child)).last().asString().contains("waits for b0-96: training");
    Recorded next = new Recorded("next").accepted("b0-64");
    assertThat(table(200, ended, next)).last().asString().contains("accepted: tf_efficientnet_b0");
  }

  @Test
  void textsOfMessagesCannotCommandTheTerminal() {
    Recorded hostile =
        new Recorded("\u001b[2Jx")
            .accepted()
            .event(new StageFailed(new Fault("A", "\u001b]0;b\n")));
    assertThat(String.join("", table(200, hostile)))
        .doesNotContain("\u001b", "\n")
        .contains("[2Jx");
  }

  @Test
  void withoutValidationImagesThereIsADash() {
    Recorded blind = new Recorded("s").accepted().started(1, 1);
    blind.epoch(1, Double.NaN, Double.NaN, 30);
    assertThat(cells(table(500, blind).getLast().substring(2)).subList(5, 8))
        .containsExactly("8.000", "-", "-");
  }

  @Test
  void aTerminalShowsABarAndDropsTheOldestThatHaveEnded() {
    Stages stages = Recorded.stages(ended, open);
    LiveLines live = new LiveLines(stages, open.last(), ZoneOffset.UTC);
    List<String> lines = text(live.of(stages.all(), 80, 5));
    assertThat(lines).hasSize(5).anySatisfy(line -> assertThat(line).contains("b0-64"));
    assertThat(lines.getLast())
        .hasSize(80)
        .startsWith("  b0-96 [=====")
        .endsWith(" ]  38 %  84 s left, about Mon 03:05");
    assertThat(text(live.of(stages.all(), 80, 4)))
        .hasSize(4)
        .noneSatisfy(line -> assertThat(line).contains("b0-64"));
  }

  private static List<String> table(int width, Recorded... recorded) {
    Stages stages = Recorded.stages(recorded);
    return text(
        new StageTable(stages, stages.all(), recorded[recorded.length - 1].last(), width).lines());
  }

  private static List<String> text(List<AttributedString> lines) {
    return lines.stream().map(AttributedString::toString).toList();
  }

  private static List<String> cells(String line) {
    return List.of(line.strip().split("\\s{2,}"));
  }
}
