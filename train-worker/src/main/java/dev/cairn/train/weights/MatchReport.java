package dev.cairn.train.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a checkpoint's tensors.
 *
 * @param loaded number of parameters that the checkpoint has
 * @param wanted number of parameters of the network, counters and head left out
 * @param missing parameters that the checkpoint lacks
 * @param unexpected names that mean nothing to the network; they do no harm
 * @param conflicts parameters with another shape or type, or there twice, in words
 * @param leftOut names of another task's classifier
 * @param feat whether the layer between backbone and head is there
 * @param headClasses classes of the head, 0 when it has none
 */
public record MatchReport(
    int loaded,
    int wanted,
    List<String> missing,
    List<String> unexpected,
    List<String> conflicts,
    List<String> leftOut,
    boolean feat,
    long headClasses) {
  private static final int SHOWN = 8;

  /** Whether the network can work with what is there. */
  public boolean fits() {
    return missing.isEmpty() && conflicts.isEmpty();
  }

  /** For people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("loaded       %d of %d parameters".formatted(loaded, wanted));
    add(lines, "missing     ", missing);
    add(lines, "wrong       ", conflicts);
    add(lines, "unexpected  ", unexpected);
    add(lines, "left out    ", leftOut);
    if (!feat) {
      lines.add("feat         not in the file: new, from the seed; train before you serve");
    }
    lines.add(
        headClasses == 0
            ? "head         none: the gallery alone ranks"
            : "head         %d classes".formatted(headClasses));
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> names) {
    if (!names.isEmpty()) {
      String shown = String.join(", ", names.stream().limit(SHOWN).toList());
      String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
      lines.add("%s %s%s".formatted(title, shown, more));
    }
  }
}
