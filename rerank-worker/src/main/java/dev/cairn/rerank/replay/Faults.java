package dev.cairn.rerank.replay;

import dev.cairn.schemas.error.ErrorCode;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Records that could not be used, counted by code. For one thread. */
public final class Faults {
  private final Map<ErrorCode, Fault> faults = new EnumMap<>(ErrorCode.class);

  /**
   * Records of one code.
   *
   * @param first what was wrong with the first of them
   */
  public record Fault(ErrorCode code, long count, String first) {}

  void add(ErrorCode code, String message) {
    faults.merge(
        code,
        new Fault(code, 1, message),
        (before, _) -> new Fault(code, before.count() + 1, before.first()));
  }

  /** In the order of the codes. */
  public Collection<Fault> all() {
    return Collections.unmodifiableCollection(faults.values());
  }
}
