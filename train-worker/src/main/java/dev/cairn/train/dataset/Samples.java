package dev.cairn.train.dataset;

/**
 * Rows of a dataset that a stage trains on or validates with, each with the class that it shows.
 * Four bytes a sample.
 */
public final class Samples {
  private final DatasetRows rows;
  private final int[] selected;
  private final int[] classOfLandmark;

  /**
   * @param selected rows, in the order of the samples
   * @param classOfLandmark class index of every landmark of the rows that are selected
   */
  Samples(DatasetRows rows, int[] selected, int[] classOfLandmark) {
    this.rows = rows;
    this.selected = selected;
    this.classOfLandmark = classOfLandmark;
  }

  public int size() {
    return selected.length;
  }

  /** Of the dataset. */
  int row(int sample) {
    return selected[sample];
  }

  public String imageId(int sample) {
    return rows.imageId(selected[sample]);
  }

  public int classIndex(int sample) {
    return classOfLandmark[rows.landmark(selected[sample])];
  }
}
