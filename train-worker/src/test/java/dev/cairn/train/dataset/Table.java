package dev.cairn.train.dataset;

import java.util.List;
import java.util.stream.IntStream;

/** Columns as lines, for assertions. */
final class Table {

  private Table() {}

  /** {@code id,landmark id,fold} of every row. */
  static List<String> of(DatasetRows rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(row ->
            "%s,%s,%d"
                .formatted(
                    rows.imageId(row), rows.landmarkIds().get(rows.landmark(row)), rows.fold(row)))
        .toList();
  }

  static List<String> imageIds(Samples samples) {
    return IntStream.range(0, samples.size()).mapToObj(samples::imageId).toList();
  }
}
