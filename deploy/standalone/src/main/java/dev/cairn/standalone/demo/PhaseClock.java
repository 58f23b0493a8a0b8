package dev.cairn.standalone.demo;

import dev.cairn.standalone.demo.report.Phase;
import java.time.Duration;

/** Times a phase, from its making on. */
record PhaseClock(long startNanos) {

  static PhaseClock start() {
    return new PhaseClock(System.nanoTime());
  }

  Phase stop(String name, long images) {
    return new Phase(name, images, Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
