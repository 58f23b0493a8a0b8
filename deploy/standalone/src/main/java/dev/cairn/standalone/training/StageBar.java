package dev.cairn.standalone.training;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** How far a stage is, as a bar as wide as the terminal. */
final class StageBar {
  private static final int LEAST_BAR = 10;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  private StageBar() {}

  /**
   * @param zone of the clock time at which the stage will be through
   */
  static AttributedString of(StageView stage, Instant now, ZoneId zone, int width) {
    String name = "  " + Words.shortened(Words.line(stage.stageId()), Math.max(8, width / 4)) + " ";
    Optional<Duration> left = TimeLeft.of(stage, now);
    String end =
        " %3.0f %%%s"
            .formatted(
                100 * stage.shareDone(),
                left.map(l ->
                        "  %s left, about %s"
                            .formatted(Words.duration(l), CLOCK.format(now.plus(l).atZone(zone))))
                    .orElse(""));
    int size = Math.max(LEAST_BAR, width - name.length() - end.length() - 2);
    int done = (int) Math.round(size * stage.shareDone());
    return new AttributedStringBuilder()
        .append(name)
        .append("[")
        .append("=".repeat(done), StateStyle.of(stage.state()))
        .append(" ".repeat(size - done))
        .append("]")
        .append(end)
        .toAttributedString()
        .columnSubSequence(0, width);
  }
}
