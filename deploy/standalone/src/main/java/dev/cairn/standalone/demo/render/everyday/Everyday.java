package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Subject;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The kinds of everyday photographs. */
public enum Everyday {
  PORTRAIT(random -> new Flat(new Portrait(random))),
  FOOD(random -> new Flat(new FoodPlate(random))),
  HOUSE(random -> new Solid(House.random(random))),
  FLOWERS(random -> new Flat(new Flowers(random))),
  CAR(random -> new Solid(Car.random(random))),
  CAT(random -> new Flat(new Cat(random))),
  STREET(random -> new Solid(Street.random(random))),
  TEXTURE(random -> new Flat(new Texture(random))),
  FOREST(random -> new Solid(new Forest(random.nextLong()))),
  TABLETOP(random -> new Flat(new Tabletop(random)));

  /** Something to photograph. */
  public sealed interface Motif {}

  /** Something that a camera can go around. */
  public record Solid(Subject subject) implements Motif {}

  /** Something that is painted as it is seen. */
  public record Flat(Painting painting) implements Motif {}

  private final Function<RandomGenerator, Motif> maker;

  Everyday(Function<RandomGenerator, Motif> maker) {
    this.maker = maker;
  }

  /** One of its kind, with colours and proportions of its own. */
  public Motif motif(RandomGenerator random) {
    return maker.apply(random);
  }
}
