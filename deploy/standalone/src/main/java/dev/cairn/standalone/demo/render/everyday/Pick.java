package dev.cairn.standalone.demo.render.everyday;

import java.util.random.RandomGenerator;

/** Choices. */
final class Pick {

  private Pick() {}

  static int from(int[] choices, RandomGenerator random) {
    return choices[random.nextInt(choices.length)];
  }
}
