package dev.cairn.imaging.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.imaging.Facts;
import dev.cairn.imaging.Pixels;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int DRAWS = 20_000;

  private final Augmentation augmentation = new Augmentation(32);

  @Test
  void theSameGeneratorStateGivesTheSameImage() {
    Pixels source = Facts.image(1, 60, 45);

    for (int seed = 0; seed < 20; seed++) {
      Pixels first = augmentation.apply(source, new SplittableRandom(seed));
      Pixels second = augmentation.apply(source, new SplittableRandom(seed));
      assertThat(first.rgb()).isEqualTo(second.rgb()).hasSize(32 * 32 * 3);
    }
    assertThat(augmentation.apply(source, new SplittableRandom(1)).rgb())
        .isNotEqualTo(augmentation.apply(source, new SplittableRandom(2)).rgb());
  }

  @Test
  void theSourceIsNotChanged() {
    Pixels source = Facts.image(0, 60, 45);
    RandomGenerator random = new SplittableRandom(3);

    for (int i = 0; i < 20; i++) {
      augmentation.apply(source, random);
    }

    assertThat(source.rgb()).isEqualTo(Facts.image(0, 60, 45).rgb());
  }

  @Test
  void everyDrawFollowsTheOrderOfTheRecipe() {
    List<Class<? extends Transform>> order =
        List.of(
            HorizontalFlip.class,
            JpegRecompression.class,
            ShiftScaleRotate.class,
            SquareResize.class,
            Cutout.class);

    assertThat(draws())
        .allSatisfy(draw -> {
          assertThat(draw).extracting(t -> order.indexOf(t.getClass())).isSorted();
          assertThat(draw).contains(new SquareResize(32)).doesNotHaveDuplicates();
        });
  }

  @Test
  void transformsAreDrawnAsOftenAsTheRecipeSays() {
    assertThat(share(HorizontalFlip.class)).isCloseTo(0.5, within(0.02));
    assertThat(share(JpegRecompression.class)).isCloseTo(0.5, within(0.02));
    assertThat(share(ShiftScaleRotate.class)).isCloseTo(0.7, within(0.02));
    assertThat(share(Cutout.class)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void parametersFillTheirRanges() {
    assertThat(drawn(JpegRecompression.class).map(JpegRecompression::quality).distinct())
        .containsExactlyInAnyOrder(99, 100);
    assertRange(drawn(ShiftScaleRotate.class).map(ShiftScaleRotate::angleDegrees), -10, 10);
    assertRange(drawn(ShiftScaleRotate.class).map(ShiftScaleRotate::scale), 0.8, 1.2);
    assertRange(drawn(ShiftScaleRotate.class).map(ShiftScaleRotate::shiftX), -0.2, 0.2);
    assertRange(drawn(ShiftScaleRotate.class).map(ShiftScaleRotate::shiftY), -0.2, 0.2);
  }

  @Test
  void aHoleHas40PercentOfTheSideAndItsCentreCanBeOnEveryEdge() {
    assertThat(drawn(Cutout.class).map(Cutout::side).distinct()).containsExactly(12);
    assertThat(drawn(Cutout.class).map(Cutout::centreX))
        .contains(0, 32)
        .allMatch(c -> c >= 0 && c <= 32);
    assertThat(drawn(Cutout.class).map(Cutout::centreY))
        .contains(0, 32)
        .allMatch(c -> c >= 0 && c <= 32);
  }

  @Test
  void theImageSizeIsPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(0));
  }

  private Stream<List<Transform>> draws() {
    RandomGenerator random = new SplittableRandom(42);
    return Stream.generate(() -> augmentation.draw(random)).limit(DRAWS);
  }

  private <T extends Transform> Stream<T> drawn(Class<T> kind) {
    return draws().flatMap(List::stream).filter(kind::isInstance).map(kind::cast);
  }

  private double share(Class<? extends Transform> kind) {
    return (double) drawn(kind).count() / DRAWS;
  }

  private static void assertRange(Stream<Double> drawn, double from, double to) {
    List<Double> values = drawn.sorted().toList();
    double margin = (to - from) / 100;
    assertThat(values.getFirst()).isBetween(from, from + margin);
    assertThat(values.getLast()).isBetween(to - margin, to);
  }
}
