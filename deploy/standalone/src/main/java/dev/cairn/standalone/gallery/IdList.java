package dev.cairn.standalone.gallery;

import dev.cairn.standalone.training.Words;
import java.util.Collection;
import java.util.stream.Collectors;

/** Ids in a line. */
public final class IdList {
  private static final int SHOWN = 5;

  private IdList() {}

  /** The first few, and how many more there are. */
  public static String brief(Collection<String> ids) {
    String first = ids.stream().limit(SHOWN).map(Words::line).collect(Collectors.joining(", "));
    return ids.size() > SHOWN ? "%s and %d more".formatted(first, ids.size() - SHOWN) : first;
  }
}
