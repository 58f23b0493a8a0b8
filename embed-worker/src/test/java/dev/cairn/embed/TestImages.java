package dev.cairn.embed;

import dev.cairn.schemas.avro.ImageRecord;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import javax.imageio.ImageIO;

/** Photographs of a single colour, which a lossless format and a resize leave as it is. */
public final class TestImages {
  public static final Instant PUBLISHED_AT = Instant.parse("2026-07-01T12:00:00Z");

  private TestImages() {}

  public static byte[] png(int red, int green, int blue) {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(red, green, blue));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.dispose();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A query with its bytes inside. */
  public static ImageRecord.Builder message(String imageId, byte[] content) {
    return ImageRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId("batch-1")
        .setContent(ByteBuffer.wrap(content))
        .setPublishedAt(PUBLISHED_AT);
  }
}
