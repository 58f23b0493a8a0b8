package dev.cairn.standalone.html;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.ImageRejectedException;
import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;
import dev.cairn.imaging.Resize;
import dev.cairn.pipeline.file.Sha256;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Small versions of photographs, each embedded in the page once and shown by its CSS class. Their
 * bytes may be hostile. For one thread.
 */
public final class Thumbnails {
  private static final int LONGEST_SIDE = 160;
  private static final int QUALITY = 80;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Map<String, String> classes = new HashMap<>();
  private final StringBuilder css = new StringBuilder();

  /** The CSS class that shows a photograph; one that cannot be decoded shows an empty frame. */
  public String cssClass(byte[] photograph) {
    return classes.computeIfAbsent(Sha256.of(photograph), _ -> embed(photograph));
  }

  public String css() {
    return css.toString();
  }

  private String embed(byte[] photograph) {
    try {
      byte[] jpeg = JpegEncoder.encode(smaller(decoder.decode(photograph)), QUALITY);
      String cssClass = "t" + classes.size();
      css.append('.')
          .append(cssClass)
          .append("{background-image:url(data:image/jpeg;base64,")
          .append(Base64.getEncoder().encodeToString(jpeg))
          .append(")}\n");
      return cssClass;
    } catch (ImageRejectedException _) {
      return "missing";
    }
  }

  private static Pixels smaller(Pixels image) {
    double scale = Math.min(1.0, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    Pixels current = image;
    // Halving first keeps detail that one big step would skip.
    while (current.width() >= 2 * width && current.height() >= 2 * height) {
      current = Resize.bilinear(current, current.width() / 2, current.height() / 2);
    }
    return Resize.bilinear(current, width, height);
  }
}
