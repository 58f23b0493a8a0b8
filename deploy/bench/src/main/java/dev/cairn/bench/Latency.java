package dev.cairn.bench;

import dev.cairn.bench.Recognition.Answer;
import dev.cairn.schemas.avro.Prediction;

/**
 * Where the time of one query went, in seconds.
 *
 * @param endToEnd from sending the query to reading the prediction
 * @param model decoding, resizing and the network for the same photograph, without a stream
 * @param decode the worker's decoding and resizing
 * @param inference the worker's network
 * @param search of gallery and classes
 * @param embedCommit transaction of the embedding
 * @param rerankCommit transaction of the prediction
 */
record Latency(
    double endToEnd,
    double model,
    double decode,
    double inference,
    double search,
    double embedCommit,
    double rerankCommit) {

  static Latency of(Answer answer, double model, double embedCommit, double rerankCommit) {
    Prediction prediction = answer.prediction();
    return new Latency(
        answer.seconds(),
        model,
        prediction.getDecodeNanos() / 1e9,
        prediction.getInferenceNanos() / 1e9,
        prediction.getSearchNanos() / 1e9,
        embedCommit,
        rerankCommit);
  }

  /** Messages on their way and threads that wake up: what nobody measures by itself. */
  double rest() {
    return endToEnd - decode - inference - search - embedCommit - rerankCommit;
  }
}
