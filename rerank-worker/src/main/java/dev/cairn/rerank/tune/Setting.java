package dev.cairn.rerank.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * One value for each parameter of a {@link SearchSpace}.
 *
 * @param steps the place of each value among those that are tried
 */
public record Setting(List<Integer> steps) {

  public Setting {
    steps = List.copyOf(steps);
  }

  Setting with(int parameter, int step) {
    List<Integer> others = new ArrayList<>(steps);
    others.set(parameter, step);
    return new Setting(others);
  }
}
