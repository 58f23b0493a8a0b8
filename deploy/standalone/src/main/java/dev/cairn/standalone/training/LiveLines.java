package dev.cairn.standalone.training;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * What a terminal shows of stages: the table, and a bar for each that is being trained.
 *
 * @param zone of clock times
 */
public record LiveLines(Stages stages, Instant now, ZoneId zone) {

  /**
   * @param width of the terminal
   * @param height lines at most; of more stages, those that have ended are left out, the oldest
   *     first
   */
  public List<AttributedString> of(List<StageView> shown, int width, int height) {
    List<AttributedString> bars = bars(shown, width);
    List<StageView> rows = new ArrayList<>(shown);
    List<AttributedString> table = new StageTable(stages, rows, now, width).lines();
    while (table.size() + bars.size() > height && dropEnded(rows)) {
      table = new StageTable(stages, rows, now, width).lines();
    }
    table.addAll(bars);
    return table.subList(0, Math.min(height, table.size()));
  }

  private List<AttributedString> bars(List<StageView> shown, int width) {
    List<AttributedString> bars = new ArrayList<>();
    for (StageView stage : shown) {
      if (stage.state() == StageState.TRAINING || stage.state() == StageState.EXPORTING) {
        bars.add(AttributedString.EMPTY);
        bars.add(StageBar.of(stage, now, zone, width));
      }
    }
    return bars;
  }

  private static boolean dropEnded(List<StageView> rows) {
    return rows.stream()
        .filter(row -> !row.state().isOpen())
        .findFirst()
        .map(rows::remove)
        .orElse(false);
  }
}
