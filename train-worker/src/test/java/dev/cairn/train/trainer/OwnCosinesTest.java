package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.trainer.OwnCosines.Outlier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OwnCosinesTest {
  private static final double DEGREES_75 = Math.cos(Math.toRadians(75));

  @Test
  void anImageNearASmallSubCentreIsAnOutlierOfTheDominantOne() {
    double[] values = {
      0.1, 0.9, 0.2, // three images make the second sub-centre of class 0 the dominant one,
      0.1, 0.8, 0.2,
      0.2, 0.7, 0.3,
      0.9, 0.3, 0.2, // one that is near another sub-centre is 72.5 degrees from it,
      0.7, -0.2, 0.1, // one 101.5
      0.9, 0.1, 0.1 // class 1 has a single image
    };
    OwnCosines cosines = new OwnCosines(values, image -> image < 5 ? 0 : 1);
    assertThat(cosines.beyond(75, 2))
        .singleElement()
        .satisfies(outlier -> {
          assertThat(outlier.image()).isEqualTo(4);
          assertThat(outlier.dominant()).isEqualTo(1);
          assertThat(outlier.degrees()).isEqualTo(101.537, Offset.offset(1e-3));
        });
  }

  @Test
  void theFarthestComesFirstAndTheLimitItselfIsNoOutlier() {
    double[] values = {
      0.9, 0, 0, 0.8, 0, 0, 0.2, -0.5, -0.5, -0.1, -0.5, -0.5, DEGREES_75 + 1e-9, 0, 0
    };
    OwnCosines cosines = new OwnCosines(values, _ -> 0);
    assertThat(cosines.beyond(75, 1)).extracting(Outlier::image).containsExactly(3, 2);
    assertThat(cosines.beyond(75, 1).getFirst().degrees()).isEqualTo(95.739, Offset.offset(1e-3));
  }

  @Test
  void imagesThatWereNotLookedAtNeitherVoteNorCount() {
    double[] values = {0, 0, 0, 0, 0, 0, 0.1, 0.2, 0.9};
    assertThat(new OwnCosines(values, _ -> 0).beyond(75, 2)).isEmpty();
  }
}
