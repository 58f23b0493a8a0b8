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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Looks for training images whose label is likely wrong. */
final class OutlierSearch {
  private static final double MAX_DEGREES = 75;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("image_id", "landmark_id", "degrees", "dominant_sub_centre")
          .setRecordSeparator('\n')
          .get();

  private final StageContext stage;
  private final Samples training;
  private final int imagesPerRound;
  private final long start = System.nanoTime();
  private long reported = start - PROGRESS_NANOS;

  OutlierSearch(StageContext stage) {
    this.stage = stage;
    this.training = stage.data().training();
    this.imagesPerRound = stage.recipe().batches().size() * stage.ranks().worldSize();
  }

  /**
   * Looks through all training images, each rank through its share, and writes {@code outliers.csv}
   * of the stage.
   *
   * @return how many there are, the same on every rank; empty when the stage was told to end, on
   *     whichever rank
   */
  OptionalLong run() throws IOException, InterruptedException {
    double[] own = new double[Math.multiplyExact(training.size(), LandmarkNetwork.SUB_CENTRES)];
    BatchStream batches = stage.inOrder(training);
    for (int searched = 0; searched < training.size(); searched += imagesPerRound) {
      if (isStopWanted()) {
        return OptionalLong.empty();
      }
      reportInTime(searched);
      batches.next().ifPresent(batch -> noteCosines(batch, own));
    }
    List<OwnCosines.Outlier> outliers =
        new OwnCosines(stage.ranks().sum(own), training::classIndex)
            .beyond(MAX_DEGREES, stage.data().classes().size());
    if (stage.isFirstRank()) {
      write(outliers);
    }
    return OptionalLong.of(outliers.size());
  }

  /** All ranks ask each other equally often, also one that has no batch in the last round. */
  private boolean isStopWanted() {
    return stage.ranks().sum(stage.cancelled().getAsBoolean() ? 1.0 : 0.0)[0] > 0;
  }

  private void reportInTime(int searched) {
    long now = System.nanoTime();
    if (now - reported >= PROGRESS_NANOS) {
      reported = now;
      double imagesPerSecond = searched / ((now - start) / 1e9);
      stage.report(new TrainerReport.Searching(searched, training.size(), imagesPerSecond));
    }
  }

  /** Three for each image; zeros stay for those of other ranks and unusable ones. */
  private void noteCosines(LabelledBatch batch, double[] all) {
    float[][] cosines = stage.model().ownCosines(batch.pixels(), batch.labels());
    for (int i = 0; i < cosines.length; i++) {
      int at = batch.samples()[i] * LandmarkNetwork.SUB_CENTRES;
      for (float cosine : cosines[i]) {
        all[at++] = cosine;
      }
    }
  }

  private void write(List<OwnCosines.Outlier> outliers) throws IOException {
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
