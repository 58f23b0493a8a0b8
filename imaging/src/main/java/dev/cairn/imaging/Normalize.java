package dev.cairn.imaging;

import java.nio.FloatBuffer;

/**
 * Pixels to network input: {@code (pixel - 255 mean) * (1 / (255 std))} with the ImageNet means and
 * deviations, in float32 throughout as albumentations does it, and {@code [y][x][c]} to {@code
 * [c][y][x]}.
 */
public final class Normalize {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};
  private static final float[][] VALUES = new float[Pixels.CHANNELS][256];

  static {
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      float mean = MEAN[channel] * 255f;
      float reciprocal = 1f / (STD[channel] * 255f);
      for (int sample = 0; sample < 256; sample++) {
        VALUES[channel][sample] = (sample - mean) * reciprocal;
      }
    }
  }

  private Normalize() {}

  /** Puts the {@code 3 * height * width} normalised values at the target's position. */
  public static void chw(Pixels pixels, FloatBuffer target) {
    byte[] rgb = pixels.rgb();
    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
      float[] values = VALUES[channel];
      for (int at = channel; at < rgb.length; at += Pixels.CHANNELS) {
        target.put(values[Byte.toUnsignedInt(rgb[at])]);
      }
    }
  }
}
