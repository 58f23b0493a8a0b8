package dev.cairn.pipeline.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which models of an ensemble have their vectors averaged to one before all are joined.
 *
 * @param ofModels group of each model in the order of the ensemble, numbered from 0 as they come up
 *     first; empty when every model is a group of its own
 */
public record VectorGroups(List<Integer> ofModels) {
  /** Vectors are joined as they are. */
  public static final VectorGroups NONE = new VectorGroups(List.of());

  public VectorGroups {
    ofModels = List.copyOf(ofModels);
  }

  /**
   * Groups models of the same kind.
   *
   * @param kinds one a model, such as the family of its architecture
   */
  public static VectorGroups of(List<String> kinds) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> groups = new ArrayList<>();
    for (String kind : kinds) {
      groups.add(numbers.computeIfAbsent(kind, _ -> numbers.size()));
    }
    return numbers.size() == kinds.size() ? NONE : new VectorGroups(groups);
  }

  /** Whether this can be told of so many models: other lists have no meaning. */
  public boolean fit(int models) {
    int next = 0;
    for (int group : ofModels) {
      if (group < 0 || group > next) {
        return false;
      }
      next = Math.max(next, group + 1);
    }
    return ofModels.isEmpty() || ofModels.size() == models;
  }

  /** The models of each group, by their places in an ensemble that these groups fit. */
  public List<List<Integer>> members(int models) {
    Map<Integer, List<Integer>> members = new HashMap<>();
    for (int model = 0; model < models; model++) {
      int group = ofModels.isEmpty() ? model : ofModels.get(model);
      members.computeIfAbsent(group, _ -> new ArrayList<>()).add(model);
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (int group = 0; group < members.size(); group++) {
      groups.add(members.get(group));
    }
    return groups;
  }

  @Override
  public String toString() {
    return ofModels.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
