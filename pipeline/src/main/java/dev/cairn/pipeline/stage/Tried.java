package dev.cairn.pipeline.stage;

/**
 * The outcome of a record.
 *
 * @param attempts how often it was tried
 */
record Tried(Outcome outcome, int attempts) {}
