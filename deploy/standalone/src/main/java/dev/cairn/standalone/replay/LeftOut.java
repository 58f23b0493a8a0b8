package dev.cairn.standalone.replay;

import dev.cairn.rerank.replay.Faults;
import dev.cairn.standalone.training.Words;
import java.util.ArrayList;
import java.util.List;

/** What could not be read or served, as lines. */
public final class LeftOut {
  private static final int LONGEST = 160;

  private LeftOut() {}

  /**
   * A line for each kind; none when all was well.
   *
   * @param refusedRows of the gallery
   */
  public static List<String> lines(Faults faults, long refusedRows) {
    List<String> lines = new ArrayList<>();
    for (Faults.Fault fault : faults.all()) {
      lines.add(
          "Left out, %s: %s. The first: %s"
              .formatted(
                  fault.code(),
                  Words.count(fault.count(), "record"),
                  Words.shortened(Words.line(fault.first()), LONGEST)));
    }
    if (refusedRows > 0) {
      lines.add(
          "Refused by the index: %s of the gallery. `cairn gallery verify` shows what is wrong."
              .formatted(Words.count(refusedRows, "row")));
    }
    return lines;
  }
}
