package dev.cairn.pipeline.stage;

import java.util.List;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Tells failures that trying again cannot mend, above all a second worker with our identity. */
final class Fencing {
  private static final List<Class<? extends Exception>> FINAL =
      List.of(
          ProducerFencedException.class,
          // Another producer with our transactional id, seen before the coordinator says so.
          InvalidProducerEpochException.class,
          FencedInstanceIdException.class,
          AuthenticationException.class,
          AuthorizationException.class,
          UnsupportedVersionException.class);

  private Fencing() {}

  /** Whether one of these is the failure or among its causes. */
  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable candidate = cause;
      if (FINAL.stream().anyMatch(type -> type.isInstance(candidate))) {
        return true;
      }
    }
    return false;
  }
}
