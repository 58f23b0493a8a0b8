package dev.cairn.bench.rerank;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Vectors that lie as embeddings do: landmarks in neighbourhoods, images around their landmark more
 * or less closely, with more spread in some directions than in others. Every image is a function of
 * its number. Safe for use by several threads.
 */
final class ClusteredVectors {
  /** Of one model's vector; a power of two. */
  static final int DIMENSION = 512;

  private static final int LANDMARKS_IN_A_NEIGHBOURHOOD = 25;
  private static final double NEIGHBOURHOOD_SHARE = 0.25;

  private final int models;
  private final float[][] landmarks;
  private final float[] spread = new float[DIMENSION];
  private final float[][] signs;

  /**
   * @param models whose vectors are joined in one
   */
  ClusteredVectors(int models, int landmarkCount) {
    this.models = models;
    for (int i = 0; i < DIMENSION; i++) {
      spread[i] = (float) Math.pow(1 + i / 48.0, -0.55);
    }
    signs = new float[models][DIMENSION];
    SplittableRandom random = new SplittableRandom(1);
    for (float[] ofModel : signs) {
      for (int i = 0; i < DIMENSION; i++) {
        ofModel[i] = random.nextBoolean() ? 1 : -1;
      }
    }
    landmarks =
        IntStream.range(0, landmarkCount)
            .parallel()
            .mapToObj(this::landmark)
            .toArray(float[][]::new);
  }

  int dimension() {
    return models * DIMENSION;
  }

  private float[] landmark(int landmark) {
    float[] centre = new float[dimension()];
    for (int model = 0; model < models; model++) {
      long neighbourhood = landmark / LANDMARKS_IN_A_NEIGHBOURHOOD;
      float[] near = direction(random(2, neighbourhood, model));
      float[] own = direction(random(3, landmark, model));
      mix(near, NEIGHBOURHOOD_SHARE, own, centre, model * DIMENSION);
    }
    return centre;
  }

  /** Of length one: an image of a landmark, or of none for every second number below zero. */
  float[] image(long number) {
    SplittableRandom random = random(4, number, 0);
    float[] centre =
        number < 0 && number % 2 == 0
            ? landmark(landmarks.length + random.nextInt(1_000_000))
            : landmarks[random.nextInt(landmarks.length)];
    double closeness = 0.45 + 0.4 * random.nextDouble();
    float[] image = new float[dimension()];
    for (int model = 0; model < models; model++) {
      float[] ofLandmark = new float[DIMENSION];
      System.arraycopy(centre, model * DIMENSION, ofLandmark, 0, DIMENSION);
      mix(ofLandmark, closeness, direction(random), image, model * DIMENSION);
      rotate(image, model);
    }
    normalise(image, 0, image.length);
    return image;
  }

  private static SplittableRandom random(int kind, long number, int model) {
    return new SplittableRandom((number * 31 + model) * 31 + kind);
  }

  private float[] direction(SplittableRandom random) {
    float[] direction = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      direction[i] = (float) random.nextGaussian() * spread[i];
    }
    normalise(direction, 0, DIMENSION);
    return direction;
  }

  private static void mix(float[] a, double shareOfA, float[] b, float[] to, int at) {
    float ofA = (float) Math.sqrt(shareOfA);
    float ofB = (float) Math.sqrt(1 - shareOfA);
    for (int i = 0; i < DIMENSION; i++) {
      to[at + i] = ofA * a[i] + ofB * b[i];
    }
    normalise(to, at, DIMENSION);
  }

  /** Spreads the directions over all components: random signs, then a Hadamard transform. */
  private void rotate(float[] vector, int model) {
    int start = model * DIMENSION;
    for (int i = 0; i < DIMENSION; i++) {
      vector[start + i] *= signs[model][i];
    }
    for (int half = 1; half < DIMENSION; half *= 2) {
      for (int block = start; block < start + DIMENSION; block += 2 * half) {
        for (int i = block; i < block + half; i++) {
          float sum = vector[i] + vector[i + half];
          vector[i + half] = vector[i] - vector[i + half];
          vector[i] = sum;
        }
      }
    }
    normalise(vector, start, DIMENSION);
  }

  private static void normalise(float[] vector, int at, int length) {
    double squares = 0;
    for (int i = at; i < at + length; i++) {
      squares += (double) vector[i] * vector[i];
    }
    float factor = (float) (1 / Math.sqrt(squares));
    for (int i = at; i < at + length; i++) {
      vector[i] *= factor;
    }
  }
}
