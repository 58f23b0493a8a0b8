package dev.cairn.rerank.gallery;

/**
 * Where each model's vector lies in a joined row. There it has the length {@code 1 / sqrt(models)},
 * since all of them were joined at length 1 and the row then normalised.
 *
 * @param starts first component of each model, and behind them the dimension of the whole row
 */
record ModelParts(int[] starts) {

  /**
   * @param queries {@code [models][queries][dimension]}
   */
  static ModelParts of(float[][][] queries) {
    int[] starts = new int[queries.length + 1];
    for (int model = 0; model < queries.length; model++) {
      starts[model + 1] = starts[model] + queries[model][0].length;
    }
    return new ModelParts(starts);
  }

  int models() {
    return starts.length - 1;
  }

  /** Of the joined row. */
  int dimension() {
    return starts[models()];
  }

  int start(int model) {
    return starts[model];
  }

  int length(int model) {
    return starts[model + 1] - starts[model];
  }

  /** What a product of a model's part with a vector of length 1 is short of a cosine. */
  float scale() {
    return (float) Math.sqrt(models());
  }
}
