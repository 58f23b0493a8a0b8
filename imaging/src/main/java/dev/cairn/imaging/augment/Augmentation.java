package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The reference's training augmentation: changes at the image's own size, then the resize to the
 * network's square, then the hole. Probabilities and ranges are those of the original recipe.
 *
 * <p>Drawing and applying are separate: the same generator state draws the same transforms, and
 * transforms themselves draw nothing. Immutable; a generator belongs to one thread.
 *
 * @param imageSize side of the network's square input in pixels
 */
public record Augmentation(int imageSize) {
  private static final double FLIP_PROBABILITY = 0.5;
  private static final double JPEG_PROBABILITY = 0.5;
  private static final int JPEG_MIN_QUALITY = 99;
  private static final int JPEG_MAX_QUALITY = 100;
  private static final double SHIFT_SCALE_ROTATE_PROBABILITY = 0.7;
  private static final double SHIFT_LIMIT = 0.2;
  private static final double SCALE_LIMIT = 0.2;
  private static final double ANGLE_LIMIT_DEGREES = 10;
  private static final double CUTOUT_PROBABILITY = 0.5;
  private static final double CUTOUT_SIDE = 0.4;

  public Augmentation {
    if (imageSize < 1) {
      throw new IllegalArgumentException("The image size must be positive, not " + imageSize);
    }
  }

  /** Draws the transforms for one image, in the order of their application. */
  public List<Transform> draw(RandomGenerator random) {
    List<Transform> transforms = new ArrayList<>();
    if (random.nextDouble() < FLIP_PROBABILITY) {
      transforms.add(new HorizontalFlip());
    }
    if (random.nextDouble() < JPEG_PROBABILITY) {
      transforms.add(new JpegRecompression(random.nextInt(JPEG_MIN_QUALITY, JPEG_MAX_QUALITY + 1)));
    }
    if (random.nextDouble() < SHIFT_SCALE_ROTATE_PROBABILITY) {
      transforms.add(
          new ShiftScaleRotate(
              random.nextDouble(-ANGLE_LIMIT_DEGREES, ANGLE_LIMIT_DEGREES),
              random.nextDouble(1 - SCALE_LIMIT, 1 + SCALE_LIMIT),
              random.nextDouble(-SHIFT_LIMIT, SHIFT_LIMIT),
              random.nextDouble(-SHIFT_LIMIT, SHIFT_LIMIT)));
    }
    transforms.add(new SquareResize(imageSize));
    if (random.nextDouble() < CUTOUT_PROBABILITY) {
      int centreY = random.nextInt(imageSize + 1);
      int centreX = random.nextInt(imageSize + 1);
      transforms.add(new Cutout(centreX, centreY, (int) (imageSize * CUTOUT_SIDE)));
    }
    return List.copyOf(transforms);
  }

  /** Draws and applies: a square of {@link #imageSize} out of an image of any size. */
  public Pixels apply(Pixels source, RandomGenerator random) {
    Pixels pixels = source;
    for (Transform transform : draw(random)) {
      pixels = transform.apply(pixels);
    }
    return pixels;
  }
}
