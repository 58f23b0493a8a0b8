package dev.cairn.train.stage;

/**
 * What a worker's machine has for the stage that runs.
 *
 * @param processes that may train together
 * @param threads of all of them
 * @param heapMib Java heap of each; libtorch's memory comes on top
 * @param memoryBytes of all of them
 */
public record Capacity(int processes, int threads, int heapMib, long memoryBytes) {

  /** Each of some processes has its share of the threads, but at least one. */
  int threadsOfEach(int sharing) {
    return Math.max(1, threads / sharing);
  }
}
