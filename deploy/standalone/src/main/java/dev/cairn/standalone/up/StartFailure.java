package dev.cairn.standalone.up;

import dev.cairn.schemas.error.CairnException;

/** Why an application did not start, from what its framework wraps around it. */
final class StartFailure {

  private StartFailure() {}

  /** What a worker itself says, if one has refused to start; else the outermost message. */
  static String reason(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CairnException refusal) {
        return refusal.getMessage();
      }
    }
    return failure.getMessage();
  }
}
