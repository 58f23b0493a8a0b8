package dev.cairn.standalone.demo.render;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Camera;
import dev.cairn.standalone.demo.render.scene.Exposure;
import dev.cairn.standalone.demo.render.scene.Foreground;
import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Hour;
import dev.cairn.standalone.demo.render.scene.Light;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Subject;
import dev.cairn.standalone.demo.render.scene.Vec3;
import dev.cairn.standalone.demo.render.scene.Weather;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Goes up to a subject and takes one picture of it, at twice the size of the photograph. */
final class Photographer {

  private static final double MAX_AZIMUTH = Math.toRadians(36);
  private static final double PERSON_HEIGHT = 0.75;
  private static final List<Hour> FAIR_HOURS =
      List.of(
          Hour.NOON,
          Hour.NOON,
          Hour.AFTERNOON,
          Hour.AFTERNOON,
          Hour.GOLDEN,
          Hour.GOLDEN,
          Hour.DUSK,
          Hour.NIGHT);
  private static final List<Hour> GREY_HOURS = List.of(Hour.NOON, Hour.AFTERNOON);

  private final Subject subject;
  private final RandomGenerator random;
  private final double azimuth;

  Photographer(Subject subject, RandomGenerator random) {
    this.subject = subject;
    this.random = random;
    this.azimuth = random.nextDouble(-MAX_AZIMUTH, MAX_AZIMUTH);
  }

  BufferedImage take(Weather weather, int width, int height) {
    Hour hour = pick(weather == Weather.CLEAR ? FAIR_HOURS : GREY_HOURS);
    double sunAzimuth = azimuth + random.nextDouble(-1.3, 1.3);
    Light light = Light.of(hour, weather, hour == Hour.NIGHT ? azimuth : sunAzimuth);
    Camera camera = camera(width, height);
    List<Consumer<Scene>> props = props(camera.eye());
    return Exposure.of(
        scene -> {
          subject.draw(scene);
          props.forEach(prop -> prop.accept(scene));
        },
        subject.ground(),
        camera,
        light,
        random);
  }

  /** Far enough away that the subject fills most of the frame, or a little more than all of it. */
  private Camera camera(int width, int height) {
    Subject.Extent extent = subject.extent();
    double focal = random.nextDouble(0.95, 1.5);
    double fill = random.nextDouble(0.8, 1.08);
    double aspect = (double) width / height;
    double distance =
        Math.max(extent.height(), extent.width() / aspect) * focal / fill + extent.width() / 3;
    double eyeHeight = extent.height() * random.nextDouble(0.1, 0.42);
    Vec3 eye = at(distance * Math.sin(azimuth), eyeHeight, distance * Math.cos(azimuth));
    Vec3 target =
        at(
            extent.width() * random.nextDouble(-0.1, 0.1),
            extent.height() * random.nextDouble(0.42, 0.52),
            0);
    double roll = Math.toRadians(random.nextDouble(-4, 4));
    return Camera.looking(eye, target, roll, focal * height, width, height);
  }

  /** Trees to the left and right, and people anywhere in front. */
  private List<Consumer<Scene>> props(Vec3 eye) {
    List<Consumer<Scene>> props = new ArrayList<>();
    if (subject.ground() == Ground.WATER) {
      return props;
    }
    double half = subject.extent().width() / 2;
    int trees = subject.ground() == Ground.SAND ? 0 : random.nextInt(4);
    for (int i = 0; i < trees; i++) {
      double side = random.nextBoolean() ? 1 : -1;
      double height = random.nextDouble(2, 3.6);
      long seed = random.nextLong();
      place(
          props,
          eye,
          side * (half + random.nextDouble(0.2, 3)),
          random.nextDouble(-0.2, 0.4),
          scene -> Foreground.tree(scene, height, new SplittableRandom(seed)));
    }
    int people = random.nextInt(6);
    for (int i = 0; i < people; i++) {
      long seed = random.nextLong();
      place(
          props,
          eye,
          random.nextDouble(-half - 2, half + 2),
          random.nextDouble(0.3, 0.75),
          scene -> Foreground.person(scene, PERSON_HEIGHT, new SplittableRandom(seed)));
    }
    return props;
  }

  /** Puts a prop on the way from the subject to the eye, moved sideways. */
  private void place(
      List<Consumer<Scene>> props,
      Vec3 eye,
      double sideways,
      double nearness,
      Consumer<Scene> prop) {
    double narrowing = 1 - Math.max(0, nearness);
    double x = eye.x() * nearness + Math.cos(azimuth) * sideways * narrowing;
    double z = eye.z() * nearness - Math.sin(azimuth) * sideways * narrowing;
    props.add(scene -> prop.accept(scene.from(x, 0, z)));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
