package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Takes a picture of a scene: backdrop, ground with shadows or mirror images, the solids, and haze
 * over all of it. Not for several threads.
 */
public final class Exposure {

  private static final double NEAREST = 0.2;
  private static final double GROUND_EXTENT = 400;
  private static final double MIRRORED_SHARE = 0.28;
  private static final int SNOW = 0xe9edf2;

  private final Camera camera;
  private final Light light;
  private final BufferedImage image;
  private final Canvas canvas;

  private Exposure(Camera camera, Light light, RandomGenerator random) {
    this.camera = camera;
    this.light = light;
    this.image = new Backdrop(camera, light, random).paint();
    this.canvas = new Canvas(image);
  }

  /**
   * Draws solids on a ground.
   *
   * @param solids called once or twice, and must draw the same each time
   * @param random places hills, houses and clouds
   */
  public static BufferedImage of(
      Consumer<Scene> solids, Ground ground, Camera camera, Light light, RandomGenerator random) {
    Exposure exposure = new Exposure(camera, light, random);
    if (ground == Ground.WATER) {
      solids.accept(exposure.solids().moved(p -> at(p.x(), -p.y(), p.z())));
    }
    exposure.ground(ground);
    if (light.castsShadows() && ground != Ground.WATER) {
      solids.accept(exposure.shadows());
    }
    solids.accept(exposure.solids());
    exposure.haze();
    return exposure.image;
  }

  private Scene solids() {
    return (material, texture, corners) -> {
      Vec3 normal = normal(corners);
      boolean facing = normal.dot(camera.eye().minus(corners[0])) >= 0;
      Vec3 falling = light.on(facing ? normal : normal.times(-1));
      fill(
          texture,
          corners,
          (pixel, nearness, x, y, z) -> {
            canvas.nearness[pixel] = nearness;
            canvas.rgb[pixel] = Colour.lit(material.rgbAt(x, y, z), falling);
          });
    };
  }

  private void ground(Ground ground) {
    double e = GROUND_EXTENT;
    Vec3[] corners = {at(-e, 0, e), at(e, 0, e), at(e, 0, -e), at(-e, 0, -e)};
    Vec3 falling = light.on(at(0, 1, 0));
    double snow = light.weather() == Weather.SNOW && ground != Ground.WATER ? 0.75 : 0;
    Arrays.fill(canvas.nearness, ground == Ground.WATER ? -1 : 0);
    fill(
        corners,
        corners,
        (pixel, nearness, x, y, z) -> {
          int rgb = Colour.lit(Colour.mix(ground.material.rgbAt(x, y, z), SNOW, snow), falling);
          canvas.nearness[pixel] = nearness;
          canvas.rgb[pixel] =
              ground == Ground.WATER ? Colour.mix(rgb, canvas.rgb[pixel], MIRRORED_SHARE) : rgb;
        });
  }

  /** Darkens the ground, once, wherever a face comes between it and the sun. */
  private Scene shadows() {
    boolean[] dark = new boolean[canvas.rgb.length];
    Vec3 slope = light.towardsSun().times(1 / light.towardsSun().y());
    return (material, texture, corners) -> {
      Vec3[] fallen =
          Arrays.stream(corners)
              .map(p -> p.minus(slope.times(p.y())).plus(at(0, 0.002, 0)))
              .toArray(Vec3[]::new);
      fill(
          fallen,
          fallen,
          (pixel, nearness, x, y, z) -> {
            if (!dark[pixel]) {
              dark[pixel] = true;
              canvas.rgb[pixel] = Colour.scaled(canvas.rgb[pixel], 0.62);
            }
          });
    };
  }

  private void haze() {
    for (int pixel = 0; pixel < canvas.rgb.length; pixel++) {
      float nearness = canvas.nearness[pixel];
      if (nearness > 0) {
        double thickness = light.weather().haze / nearness;
        canvas.rgb[pixel] =
            Colour.mix(canvas.rgb[pixel], light.skyline(), thickness / (1 + thickness));
      }
    }
  }

  private void fill(Vec3[] texture, Vec3[] corners, Canvas.Shader shader) {
    List<Canvas.Corner> visible = clipped(texture, corners);
    for (int i = 2; i < visible.size(); i++) {
      canvas.triangle(visible.get(0), visible.get(i - 1), visible.get(i), shader);
    }
  }

  /** The corners of the part of a face that lies in front of the camera. */
  private List<Canvas.Corner> clipped(Vec3[] texture, Vec3[] corners) {
    List<Canvas.Corner> visible = new ArrayList<>(corners.length + 1);
    for (int i = 0; i < corners.length; i++) {
      int next = (i + 1) % corners.length;
      Vec3 here = camera.view(corners[i]);
      Vec3 there = camera.view(corners[next]);
      if (here.z() >= NEAREST) {
        visible.add(corner(here, texture[i]));
      }
      if (here.z() >= NEAREST != there.z() >= NEAREST) {
        double share = (NEAREST - here.z()) / (there.z() - here.z());
        visible.add(corner(here.towards(there, share), texture[i].towards(texture[next], share)));
      }
    }
    return visible;
  }

  private Canvas.Corner corner(Vec3 view, Vec3 texture) {
    double nearness = 1 / view.z();
    return new Canvas.Corner(
        camera.column(view), camera.row(view), nearness, texture.times(nearness));
  }

  /** Newell's method: right for any flat face, also where corners coincide. */
  private static Vec3 normal(Vec3[] corners) {
    Vec3 sum = at(0, 0, 0);
    for (int i = 0; i < corners.length; i++) {
      sum = sum.plus(corners[i].cross(corners[(i + 1) % corners.length]));
    }
    return sum.unit();
  }
}
