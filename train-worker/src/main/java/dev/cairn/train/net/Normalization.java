package dev.cairn.train.net;

/** What a network's input is: {@code (pixel - mean) * scale} for each of R, G and B, in float32. */
public final class Normalization {

  private static final float MAX_PIXEL = 255;
  private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

  private Normalization() {}

  /** Of pixels from 0 to 255. */
  public static float[] means() {
    float[] means = IMAGENET_MEAN.clone();
    for (int i = 0; i < means.length; i++) {
      means[i] *= MAX_PIXEL;
    }
    return means;
  }

  /** One over the deviation of pixels from 0 to 255. */
  public static float[] scales() {
    float[] scales = IMAGENET_DEVIATION.clone();
    for (int i = 0; i < scales.length; i++) {
      scales[i] = 1 / (scales[i] * MAX_PIXEL);
    }
    return scales;
  }
}
