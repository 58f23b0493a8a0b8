package dev.cairn.pipeline.stage;

/** What became of a record before the device. */
sealed interface Prepared<T> {

  record Ready<T>(T work) implements Prepared<T> {}

  record GaveUp<T>(Tried failure) implements Prepared<T> {}
}
