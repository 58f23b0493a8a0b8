package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.Formula;
import dev.cairn.train.ranks.RankProcesses;
import dev.cairn.train.ranks.Ranks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * A process of {@code DataParallelTest}. Arguments: what to do, a folder, the rank, the rendezvous.
 */
final class RankMain {
  static final int STEPS = 3;
  static final double RATE = 1e-4;

  private static final int SIZE = 32;
  private static final int IMAGES_OF_RANK = 4;
  private static final int ACCUMULATIONS = 2;

  private RankMain() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    int rank = Integer.parseInt(args[2]);
    try (Ranks ranks = RankProcesses.join(args[2], args[3])) {
      switch (args[0]) {
        case "train" -> train(ranks, 2, folder.resolve("rank-" + rank));
        case "normalise" -> SynchronisedBatchNormCheck.run(ranks);
        case "die" -> trainUntilOneDies(ranks);
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
    System.out.println("done");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Trains on the images of this rank out of those of all shares, and saves the model. */
  static void train(Ranks ranks, int shares, Path file) throws IOException {
    try (TrainableModel model = model(ranks)) {
      StringJoiner losses = new StringJoiner(" ");
      for (int step = 0; step < STEPS; step++) {
        for (int part = 0; part < ACCUMULATIONS; part++) {
          accumulate(model, ranks, shares, step * ACCUMULATIONS + part);
        }
        StepResult result = model.step(RATE, false, 0);
        assertThat(result.images()).isEqualTo(2 * ACCUMULATIONS * IMAGES_OF_RANK);
        losses.add(Double.toString(result.meanLoss()));
      }
      model.save(file, Map.of("losses", losses.toString()));
    }
  }

  private static void trainUntilOneDies(Ranks ranks) {
    try (TrainableModel model = model(ranks)) {
      accumulate(model, ranks, 2, 0);
      model.step(RATE, false, 0);
      if (ranks.rank() == 1) {
        model.embedding(images(ranks, 2, 1), true); // rank 0 is alone from its backward pass on
        Runtime.getRuntime().halt(9);
      }
      accumulate(model, ranks, 2, 1);
    } catch (CairnException e) {
      System.out.println(e.code());
    }
  }

  static TrainableModel model(Ranks ranks) {
    TrainingOptions options =
        new TrainingOptions(Precision.FLOAT32, OptionalDouble.of(0.9), OptionalDouble.empty());
    double[] margins = new double[FormulaModel.CLASSES];
    Arrays.fill(margins, 0.1);
    TrainableModel model =
        TrainableModel.create(
            Architectures.byName("tf_efficientnet_b0"), margins, 1, options, ranks);
    model.load("The formula", FormulaModel.tensors(model.network()), LoadMode.STRICT);
    return model;
  }

  private static void accumulate(TrainableModel model, Ranks ranks, int shares, int batch) {
    ImageBatch images = images(ranks, shares, batch);
    int[] labels = new int[images.images()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = number(ranks, shares, batch, i) % FormulaModel.CLASSES;
    }
    model.accumulate(images, labels);
  }

  private static ImageBatch images(Ranks ranks, int shares, int batch) {
    byte[][] images = new byte[2 * IMAGES_OF_RANK / shares][];
    for (int i = 0; i < images.length; i++) {
      images[i] = image(number(ranks, shares, batch, i));
    }
    return FormulaModel.batch(SIZE, images);
  }

  /** Of an image among all: dealt to the shares like cards. */
  private static int number(Ranks ranks, int shares, int batch, int place) {
    return batch * 2 * IMAGES_OF_RANK + place * shares + ranks.rank();
  }

  private static byte[] image(int number) {
    byte[] image = Formula.image(number % 2, SIZE);
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (image[i] * (number + 3) / 4);
    }
    return image;
  }
}
