package dev.cairn.standalone.demo.render;

import dev.cairn.standalone.demo.render.scene.Colour;
import dev.cairn.standalone.demo.render.scene.Weather;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What happens between the lens and the file: rain, blur, sensor noise, JPEG. */
final class Development {

  private final RandomGenerator random;

  Development(RandomGenerator random) {
    this.random = random;
  }

  /** Develops a picture of twice the wanted size. */
  byte[] jpeg(BufferedImage doubleSize, Weather weather) {
    BufferedImage image = halved(doubleSize);
    precipitation(image, weather);
    if (random.nextInt(4) == 0) {
      blur(image);
    }
    noise(image, random.nextDouble(1, 5));
    return encoded(image, random.nextDouble(0.6, 0.95));
  }

  private static BufferedImage halved(BufferedImage source) {
    int width = source.getWidth() / 2;
    int height = source.getHeight() / 2;
    BufferedImage half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] from = pixels(source);
    int[] to = pixels(half);
    for (int pixel = 0; pixel < to.length; pixel++) {
      int at = pixel / width * 4 * width + pixel % width * 2;
      int above = average(from[at], from[at + 1]);
      int below = average(from[at + 2 * width], from[at + 2 * width + 1]);
      to[pixel] = average(above, below);
    }
    return half;
  }

  /** Channel by channel, rounded down: halves each channel without its lowest bit. */
  private static int average(int one, int two) {
    return (one & two) + (((one ^ two) & 0xfefefe) >> 1);
  }

  private void precipitation(BufferedImage image, Weather weather) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    int drops = weather == Weather.RAIN || weather == Weather.SNOW ? 170 : 0;
    double slant = random.nextDouble(-0.3, 0.3);
    g.setStroke(new BasicStroke(0.8f));
    for (int i = 0; i < drops; i++) {
      double x = random.nextDouble(image.getWidth());
      double y = random.nextDouble(image.getHeight());
      if (weather == Weather.RAIN) {
        double length = random.nextDouble(8, 20);
        g.setColor(new Color(225, 232, 240, 80));
        g.draw(new Line2D.Double(x, y, x + slant * length, y + length));
      } else {
        double size = random.nextDouble(1, 4);
        g.setColor(new Color(250, 250, 255, 190));
        g.fill(new Ellipse2D.Double(x, y, size, size));
      }
    }
    g.dispose();
  }

  /** A light defocus: each pixel takes half its colour from its right and lower neighbours. */
  private static void blur(BufferedImage image) {
    int[] rgb = pixels(image);
    int width = image.getWidth();
    for (int pass = 0; pass < 2; pass++) {
      for (int pixel = 0; pixel + width < rgb.length; pixel++) {
        rgb[pixel] = average(rgb[pixel], average(rgb[pixel + 1], rgb[pixel + width]));
      }
    }
  }

  /** Grey noise of a triangular distribution, which is nearly that of a sensor. */
  private void noise(BufferedImage image, double strength) {
    int[] rgb = pixels(image);
    for (int pixel = 0; pixel < rgb.length; pixel++) {
      int bits = random.nextInt();
      double noise = ((bits & 0xff) - ((bits >> 8) & 0xff)) / 105.0 * strength;
      int was = rgb[pixel];
      rgb[pixel] =
          Colour.pack(Colour.red(was) + noise, Colour.green(was) + noise, Colour.blue(was) + noise);
    }
  }

  private static byte[] encoded(BufferedImage image, double quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality((float) quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not encode a photograph in memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }
}
