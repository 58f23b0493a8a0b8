package dev.cairn.standalone.demo.render.scene;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/** The sky and what stands far away at the horizon. */
final class Backdrop {

  private final Camera camera;
  private final Light light;
  private final RandomGenerator random;
  private final double unit;

  Backdrop(Camera camera, Light light, RandomGenerator random) {
    this.camera = camera;
    this.light = light;
    this.random = random;
    this.unit = camera.height() / 100.0;
  }

  BufferedImage paint() {
    BufferedImage image =
        new BufferedImage(camera.width(), camera.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.translate(camera.width() / 2.0, camera.height() / 2.0);
    g.rotate(camera.rollRadians());
    g.translate(0, camera.horizonDrop());
    sky(g);
    switch (random.nextInt(3)) {
      case 0 -> hills(g);
      case 1 -> skyline(g);
      default -> {}
    }
    g.dispose();
    return image;
  }

  private void sky(Graphics2D g) {
    float top = (float) (-100 * unit);
    g.setPaint(
        new GradientPaint(0, top, new Color(light.zenith()), 0, 0, new Color(light.skyline())));
    g.fill(new Rectangle2D.Double(-300 * unit, -300 * unit, 600 * unit, 600 * unit));
    if (light.hour() == Hour.NIGHT) {
      stars(g);
    } else {
      clouds(g);
    }
  }

  private void stars(Graphics2D g) {
    g.setColor(new Color(0xd8dcf0));
    for (int i = 0; i < 70; i++) {
      double size = random.nextDouble(0.2, 0.6) * unit;
      g.fill(new Ellipse2D.Double(across(), random.nextDouble(-100, -5) * unit, size, size));
    }
  }

  private void clouds(Graphics2D g) {
    int tone = Colour.mix(light.skyline(), 0xffffff, 0.45);
    int count = random.nextInt(6);
    for (int cloud = 0; cloud < count; cloud++) {
      double x = across();
      double y = random.nextDouble(-90, -15) * unit;
      for (int puff = 0; puff < 14; puff++) {
        double width = random.nextDouble(10, 28) * unit;
        g.setColor(translucent(tone, 34));
        g.fill(
            new Ellipse2D.Double(
                x + random.nextDouble(-22, 22) * unit - width / 2,
                y + random.nextDouble(-3, 3) * unit,
                width,
                width * 0.28));
      }
    }
  }

  private void hills(Graphics2D g) {
    int tone = random.nextBoolean() ? 0x5f7f6a : 0x6d7894;
    for (int range = 0; range < 2; range++) {
      double height = random.nextDouble(4, 13) / (range + 1) * unit;
      double phase = random.nextDouble(7);
      Path2D ridge = new Path2D.Double();
      ridge.moveTo(-120 * unit, 10 * unit);
      for (int x = -120; x <= 120; x += 3) {
        double rise = 1 + 0.6 * Math.sin(x / 21.0 + phase) + 0.35 * Math.sin(x / 8.0 + 2 * phase);
        ridge.lineTo(x * unit, -height * Math.max(0.1, rise));
      }
      ridge.lineTo(120 * unit, 10 * unit);
      g.setColor(distant(tone, 0.55 - 0.2 * range));
      g.fill(ridge);
    }
  }

  private void skyline(Graphics2D g) {
    int tone = random.nextBoolean() ? 0x8a8f98 : 0x9c8b80;
    for (double x = -120; x < 120; ) {
      double width = random.nextDouble(4, 11);
      double height = random.nextDouble(2, 11);
      g.setColor(distant(Colour.scaled(tone, random.nextDouble(0.8, 1.1)), 0.45));
      g.fill(new Rectangle2D.Double(x * unit, -height * unit, width * unit, 30 * unit));
      x += width;
    }
  }

  private double across() {
    return random.nextDouble(-90, 90) * unit;
  }

  private Color distant(int rgb, double haze) {
    return new Color(Colour.mix(Colour.lit(rgb, light.ambient().times(2)), light.skyline(), haze));
  }

  private static Color translucent(int rgb, int alpha) {
    return new Color(Colour.red(rgb), Colour.green(rgb), Colour.blue(rgb), alpha);
  }
}
