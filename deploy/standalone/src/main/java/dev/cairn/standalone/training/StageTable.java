package dev.cairn.standalone.training;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Stages as lines: those that have ended first, the open ones last and marked. Columns that a
 * narrow terminal has no room for are left out, the least telling first.
 */
public final class StageTable {
  private static final String APART = "  ";
  private static final String OPEN = "> ";
  private static final int LEAST_NAME = 8;

  private final Stages stages;
  private final List<StageView> rows;
  private final Instant now;
  private final int width;
  private final Map<StageColumn, Integer> sizes = new EnumMap<>(StageColumn.class);

  /**
   * @param stages where parents are looked up
   * @param shown the rows
   * @param width of a line, in characters
   */
  public StageTable(Stages stages, List<StageView> shown, Instant now, int width) {
    this.stages = stages;
    this.now = now;
    this.width = width;
    rows = shown.stream().sorted(Comparator.comparing(stage -> stage.state().isOpen())).toList();
    for (StageColumn column : StageColumn.values()) {
      int longest = rows.stream().mapToInt(row -> column.cell(row, now).length()).max().orElse(0);
      sizes.put(column, Math.max(longest, column.title.length()));
    }
    Optional<StageColumn> least = leastTelling();
    while (excess() > 0 && least.isPresent()) {
      sizes.remove(least.get());
      least = leastTelling();
    }
    int name = sizes.get(StageColumn.STAGE);
    sizes.put(
        StageColumn.STAGE, Math.max(Math.min(name, LEAST_NAME), name - Math.max(0, excess())));
  }

  private int excess() {
    return sizes.values().stream().mapToInt(size -> APART.length() + size).sum() - width;
  }

  private Optional<StageColumn> leastTelling() {
    return sizes.keySet().stream()
        .filter(column -> column.dispensable > 0)
        .max(Comparator.comparing(column -> column.dispensable));
  }

  /** One line for the names of the columns, one for each stage, and its note below it. */
  public List<AttributedString> lines() {
    List<AttributedString> lines = new ArrayList<>();
    AttributedStringBuilder head = new AttributedStringBuilder();
    sizes.forEach((column, size) ->
        head.append(APART).append(padded(column, column.title, size), StateStyle.QUIET));
    lines.add(cut(head));
    for (StageView row : rows) {
      lines.add(row(row));
      StageNote.of(row, stages)
          .map(note -> new AttributedStringBuilder().append(APART + APART + Words.line(note)))
          .ifPresent(note -> lines.add(cut(note)));
    }
    return lines;
  }

  private AttributedString row(StageView row) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    sizes.forEach((column, size) -> {
      boolean marked = line.length() == 0 && row.state().isOpen();
      AttributedStyle style =
          column == StageColumn.STATE ? StateStyle.of(row.state()) : AttributedStyle.DEFAULT;
      line.append(marked ? OPEN : APART).append(padded(column, column.cell(row, now), size), style);
    });
    return cut(line);
  }

  private static String padded(StageColumn column, String text, int size) {
    return (column.isNumber() ? "%" + size + "s" : "%-" + size + "s")
        .formatted(Words.shortened(text, size));
  }

  private AttributedString cut(AttributedStringBuilder line) {
    return line.toAttributedString().columnSubSequence(0, width);
  }
}
