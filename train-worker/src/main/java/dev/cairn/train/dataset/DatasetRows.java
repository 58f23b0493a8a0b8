package dev.cairn.train.dataset;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.fold.StratifiedFolds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The photographs of a dataset, one a row, in columns: about 30 bytes a row for ids of 16
 * characters.
 */
public final class DatasetRows {
  /** Of a row outside the cleaned set, which only ever trains. */
  static final int NO_FOLD = -1;

  private final TextColumn imageIds;
  private final int[] landmarks;
  private final byte[] folds;
  private final List<String> landmarkIds;

  private DatasetRows(
      TextColumn imageIds, int[] landmarks, byte[] folds, List<String> landmarkIds) {
    this.imageIds = imageIds;
    this.landmarks = landmarks;
    this.folds = folds;
    this.landmarkIds = landmarkIds;
  }

  /** The same rows, all cleaned, each in the fold that it is dealt to. */
  DatasetRows withDealtFolds() {
    int[] dealt = StratifiedFolds.assign(landmarks);
    byte[] narrow = new byte[dealt.length];
    for (int row = 0; row < dealt.length; row++) {
      narrow[row] = (byte) dealt[row];
    }
    return new DatasetRows(imageIds, landmarks, narrow, landmarkIds);
  }

  public int size() {
    return folds.length;
  }

  String imageId(int row) {
    return imageIds.get(row);
  }

  /** Its index in {@link #landmarkIds}. */
  int landmark(int row) {
    return landmarks[row];
  }

  /** 0 to 4, or {@link #NO_FOLD}. */
  int fold(int row) {
    return folds[row];
  }

  boolean isCleaned(int row) {
    return folds[row] != NO_FOLD;
  }

  /** In the order in which they were first named. */
  List<String> landmarkIds() {
    return landmarkIds;
  }

  /** Lower-case hex SHA-256 over all columns. */
  String digest() {
    ByteBuffer numbers = ByteBuffer.allocate(landmarks.length * Integer.BYTES);
    numbers.asIntBuffer().put(landmarks);
    return Sha256.of(
        String.join(
            "\n",
            imageIds.digest(),
            Sha256.of(numbers.array()),
            Sha256.of(folds),
            Sha256.of(String.join("\n", landmarkIds))));
  }

  /** Takes the rows in their order. */
  static final class Builder {
    private final TextColumn.Builder imageIds = new TextColumn.Builder();
    private final IntStream.Builder landmarks = IntStream.builder();
    private final ByteArrayOutputStream folds = new ByteArrayOutputStream();
    private final List<String> landmarkIds = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();

    Builder add(String imageId, String landmarkId, int fold) {
      return add(imageId, landmark(landmarkId), fold);
    }

    Builder add(String imageId, int landmark, int fold) {
      if (fold < NO_FOLD || fold >= StratifiedFolds.FOLDS) {
        throw new IllegalArgumentException(
            "fold %d is not between 0 and %d".formatted(fold, StratifiedFolds.FOLDS - 1));
      }
      imageIds.add(imageId);
      landmarks.add(landmark);
      folds.write(fold);
      return this;
    }

    /** The landmark's index; a new one is the next. */
    int landmark(String landmarkId) {
      Integer known = indexes.putIfAbsent(landmarkId, landmarkIds.size());
      if (known == null) {
        landmarkIds.add(landmarkId);
        return landmarkIds.size() - 1;
      }
      return known;
    }

    DatasetRows build() {
      return new DatasetRows(
          imageIds.build(),
          landmarks.build().toArray(),
          folds.toByteArray(),
          List.copyOf(landmarkIds));
    }
  }
}
