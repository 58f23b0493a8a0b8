package dev.cairn.pipeline.stage;

/**
 * A record with its outcome, on its way to the transaction.
 *
 * @param attempts how often it was tried
 */
record Finished(Origin origin, Outcome outcome, int attempts) {}
