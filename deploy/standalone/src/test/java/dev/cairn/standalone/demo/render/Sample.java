package dev.cairn.standalone.demo.render;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;

/** A photograph as a short vector of its colours, with brightness taken out. */
record Sample(String landmark, double[] colours) {

  private static final int WIDTH = 16;
  private static final int HEIGHT = 12;

  static Sample of(String landmark, byte[] jpeg) {
    try {
      BufferedImage small = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      Image scaled =
          ImageIO.read(new ByteArrayInputStream(jpeg))
              .getScaledInstance(WIDTH, HEIGHT, Image.SCALE_AREA_AVERAGING);
      small.getGraphics().drawImage(scaled, 0, 0, null);
      return new Sample(landmark, normalised(small.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String nearest(List<Sample> gallery) {
    return gallery.stream()
        .min(Comparator.comparingDouble(this::distance))
        .map(Sample::landmark)
        .orElseThrow();
  }

  private double distance(Sample other) {
    double sum = 0;
    for (int i = 0; i < colours.length; i++) {
      sum += Math.pow(colours[i] - other.colours[i], 2);
    }
    return sum;
  }

  /** Each channel with mean 0 and deviation 1. */
  private static double[] normalised(int[] rgb) {
    double[] colours = new double[rgb.length * 3];
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      double squares = 0;
      for (int value : rgb) {
        double level = level(value, channel);
        sum += level;
        squares += level * level;
      }
      double mean = sum / rgb.length;
      double deviation = Math.sqrt(squares / rgb.length - mean * mean) + 1;
      for (int i = 0; i < rgb.length; i++) {
        colours[3 * i + channel] = (level(rgb[i], channel) - mean) / deviation;
      }
    }
    return colours;
  }

  private static int level(int rgb, int channel) {
    return (rgb >> (8 * channel)) & 0xff;
  }
}
