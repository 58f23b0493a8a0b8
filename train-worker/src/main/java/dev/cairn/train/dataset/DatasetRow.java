package dev.cairn.train.dataset;

import java.util.OptionalInt;

/**
 * One photograph of a dataset.
 *
 * @param uri its claim check, {@code blob:sha256:<hex>}
 * @param fold 0 to 4 for rows of the cleaned set; empty for others, which only ever train
 */
public record DatasetRow(String imageId, String landmarkId, String uri, OptionalInt fold) {

  boolean cleaned() {
    return fold.isPresent();
  }
}
