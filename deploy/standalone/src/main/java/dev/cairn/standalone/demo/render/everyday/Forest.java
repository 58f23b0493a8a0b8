package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Foreground;
import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Subject;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The edge of a wood. */
record Forest(long seed) implements Subject {

  @Override
  public Ground ground() {
    return Ground.GRASS;
  }

  @Override
  public Extent extent() {
    return new Extent(12, 7);
  }

  @Override
  public void draw(Scene scene) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < 26; i++) {
      Scene place = scene.from(random.nextDouble(-9, 9), 0, random.nextDouble(-8, 3));
      Foreground.tree(place, random.nextDouble(4, 8), random);
    }
  }
}
