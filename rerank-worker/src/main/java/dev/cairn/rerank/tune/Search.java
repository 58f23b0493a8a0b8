package dev.cairn.rerank.tune;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Finds the best setting: a coarse grid, then one parameter after the other over all its values,
 * from the best of the grid and from the defaults, until nothing is better. Of equally good
 * settings the one nearer to the defaults is better, so that nothing moves without a reason.
 */
final class Search {
  private final SearchSpace space;
  private final Comparator<Setting> better;

  /**
   * @param goal what is to be as high as possible
   */
  Search(SearchSpace space, ToDoubleFunction<Setting> goal) {
    this.space = space;
    this.better =
        Comparator.comparingDouble(goal)
            .reversed()
            .thenComparing(space::distance)
            .thenComparing(setting -> setting.steps().toString());
  }

  Setting best() {
    Setting start = best(space.grid());
    return best(List.of(climb(start), climb(space.usual())));
  }

  private Setting climb(Setting from) {
    Setting reached = from;
    for (int i = 0; i < space.parameters().size(); i++) {
      reached = best(space.along(reached, i));
    }
    return reached.equals(from) ? from : climb(reached);
  }

  private Setting best(List<Setting> settings) {
    return settings.stream().min(better).orElseThrow();
  }
}
