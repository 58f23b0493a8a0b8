package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;
import dev.cairn.imaging.Warp;

/**
 * Rotates and scales about the centre, then shifts; the size stays and what comes in is black.
 *
 * @param angleDegrees counter-clockwise
 * @param scale over 1 enlarges
 * @param shiftX to the right, in widths of the image
 * @param shiftY downwards, in heights of the image
 */
public record ShiftScaleRotate(double angleDegrees, double scale, double shiftX, double shiftY)
    implements Transform {

  @Override
  public Pixels apply(Pixels source) {
    return Warp.affine(source, matrix(source.width(), source.height()));
  }

  /** OpenCV's {@code getRotationMatrix2D} about (width / 2, height / 2), with the shift added. */
  double[] matrix(int width, int height) {
    double alpha = scale * Math.cos(Math.toRadians(angleDegrees));
    double beta = scale * Math.sin(Math.toRadians(angleDegrees));
    double centreX = width / 2.0;
    double centreY = height / 2.0;
    return new double[] {
      alpha, beta, (1 - alpha) * centreX - beta * centreY + shiftX * width,
      -beta, alpha, beta * centreX + (1 - alpha) * centreY + shiftY * height
    };
  }
}
