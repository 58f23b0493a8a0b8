package dev.cairn.standalone.demo.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Small versions of photographs, each embedded in the page once and shown by its CSS class. */
final class Thumbnails {

  private static final int LONGEST_SIDE = 160;

  private final Map<ByteBuffer, String> classes = new LinkedHashMap<>();
  private final StringBuilder css = new StringBuilder();

  /** The CSS class that shows a photograph; one that cannot be decoded shows an empty frame. */
  String cssClass(byte[] photograph) {
    return classes.computeIfAbsent(ByteBuffer.wrap(photograph), bytes -> embed(photograph));
  }

  String css() {
    return css.toString();
  }

  private String embed(byte[] photograph) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(photograph));
      if (image == null) {
        return "missing";
      }
      String cssClass = "t" + classes.size();
      css.append('.')
          .append(cssClass)
          .append("{background-image:url(data:image/jpeg;base64,")
          .append(Base64.getEncoder().encodeToString(jpeg(smaller(image))))
          .append(")}\n");
      return cssClass;
    } catch (IOException e) {
      return "missing";
    }
  }

  private static BufferedImage smaller(BufferedImage image) {
    double scale =
        Math.min(1.0, (double) LONGEST_SIDE / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = small.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    // Halving first keeps detail that one big step would skip.
    g.drawImage(halvedTo(image, width), 0, 0, width, height, null);
    g.dispose();
    return small;
  }

  private static BufferedImage halvedTo(BufferedImage image, int width) {
    BufferedImage current = image;
    while (current.getWidth() >= 2 * width && current.getHeight() >= 2) {
      BufferedImage half =
          new BufferedImage(
              current.getWidth() / 2, current.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = half.createGraphics();
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(current, 0, 0, half.getWidth(), half.getHeight(), null);
      g.dispose();
      current = half;
    }
    return current;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }
}
