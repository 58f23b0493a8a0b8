package dev.cairn.standalone.demo.report;

import java.time.Duration;

/** A part of the run that worked through some images. */
public record Phase(String name, long images, Duration took) {

  /** 0 when no time was measured. */
  double imagesPerSecond() {
    return took.isPositive() ? images * 1e9 / took.toNanos() : 0;
  }
}
