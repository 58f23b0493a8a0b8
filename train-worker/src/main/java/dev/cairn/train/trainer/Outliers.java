package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.train.dataset.BatchStream;
import dev.cairn.train.dataset.LabelledBatch;
import dev.cairn.train.dataset.Samples;
import dev.cairn.train.net.LandmarkNetwork;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Looks for training images whose label is likely wrong. */
final class Outliers {
  private static final double MAX_DEGREES = 75;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("image_id", "landmark_id", "degrees", "dominant_sub_centre")
          .setRecordSeparator('\n')
          .get();

  private Outliers() {}

  /**
   * Looks through all training images, each rank through its share, and writes {@code outliers.csv}
   * of the stage.
   *
   * @return how many there are, the same on every rank
   */
  static long find(StageContext stage) throws IOException, InterruptedException {
    double[] cosines = stage.ranks().sum(cosinesOfShare(stage));
    List<OwnCosines.Outlier> outliers =
        new OwnCosines(cosines, stage.data().training()::classIndex)
            .beyond(MAX_DEGREES, stage.data().classes().size());
    if (stage.isFirstRank()) {
      write(stage, outliers);
    }
    return outliers.size();
  }

  /** Three for each training image; zeros for those of other ranks and unusable ones. */
  private static double[] cosinesOfShare(StageContext stage)
      throws IOException, InterruptedException {
    Samples training = stage.data().training();
    double[] all = new double[Math.multiplyExact(training.size(), LandmarkNetwork.SUB_CENTRES)];
    BatchStream batches = stage.inOrder(training);
    for (Optional<LabelledBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
      float[][] cosines = stage.model().ownCosines(next.get().pixels(), next.get().labels());
      for (int i = 0; i < cosines.length; i++) {
        int at = next.get().samples()[i] * LandmarkNetwork.SUB_CENTRES;
        for (float cosine : cosines[i]) {
          all[at++] = cosine;
        }
      }
    }
    return all;
  }

  private static void write(StageContext stage, List<OwnCosines.Outlier> outliers)
      throws IOException {
    Samples training = stage.data().training();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (OwnCosines.Outlier outlier : outliers) {
        csv.printRecord(
            training.imageId(outlier.image()),
            stage.data().classes().landmarkIds().get(training.classIndex(outlier.image())),
            String.format(Locale.ROOT, "%.1f", outlier.degrees()),
            outlier.dominant());
      }
    }
    AtomicFile.write(stage.job().folder().outliers(), text.toString().getBytes(UTF_8));
  }
}
