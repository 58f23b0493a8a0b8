package dev.cairn.train.trainer;

import dev.cairn.train.net.LandmarkNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Cosines of images with the sub-centres of their own class.
 *
 * @param values three of each image; three zeros for an image that was not looked at
 * @param classOf class of an image
 */
record OwnCosines(double[] values, IntUnaryOperator classOf) {

  /**
   * An image far from the dominant sub-centre of its class.
   *
   * @param degrees between both
   * @param dominant number of that sub-centre
   */
  record Outlier(int image, double degrees, int dominant) {}

  /**
   * Images beyond an angle, the farthest first. The dominant sub-centre of a class is the one that
   * most of its images are nearest to; what lies far from it is likely label noise (Deng et al.,
   * Sub-center ArcFace, 2020).
   */
  List<Outlier> beyond(double maxDegrees, int classes) {
    int[] dominant = dominant(classes);
    List<Outlier> outliers = new ArrayList<>();
    for (int image = 0; image < images(); image++) {
      int centre = dominant[classOf.applyAsInt(image)];
      double cosine = Math.clamp(cosine(image, centre), -1.0, 1.0);
      double degrees = Math.toDegrees(Math.acos(cosine));
      if (isKnown(image) && degrees > maxDegrees) {
        outliers.add(new Outlier(image, degrees, centre));
      }
    }
    outliers.sort(Comparator.comparingDouble(Outlier::degrees).reversed());
    return outliers;
  }

  /** Of each class; the first of sub-centres with as many images. */
  private int[] dominant(int classes) {
    int[][] votes = new int[classes][LandmarkNetwork.SUB_CENTRES];
    for (int image = 0; image < images(); image++) {
      if (isKnown(image)) {
        votes[classOf.applyAsInt(image)][nearest(image)]++;
      }
    }
    int[] dominant = new int[classes];
    for (int c = 0; c < classes; c++) {
      for (int centre = 1; centre < LandmarkNetwork.SUB_CENTRES; centre++) {
        dominant[c] = votes[c][centre] > votes[c][dominant[c]] ? centre : dominant[c];
      }
    }
    return dominant;
  }

  private int nearest(int image) {
    int nearest = 0;
    for (int centre = 1; centre < LandmarkNetwork.SUB_CENTRES; centre++) {
      nearest = cosine(image, centre) > cosine(image, nearest) ? centre : nearest;
    }
    return nearest;
  }

  private boolean isKnown(int image) {
    return cosine(image, 0) != 0 || cosine(image, 1) != 0 || cosine(image, 2) != 0;
  }

  private int images() {
    return values.length / LandmarkNetwork.SUB_CENTRES;
  }

  private double cosine(int image, int centre) {
    return values[image * LandmarkNetwork.SUB_CENTRES + centre];
  }
}
