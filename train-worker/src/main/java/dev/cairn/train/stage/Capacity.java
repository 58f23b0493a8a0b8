package dev.cairn.train.stage;

import dev.cairn.train.host.Hosts;

/**
 * What a worker has for the stage that runs.
 *
 * @param hosts whose processes may train together
 * @param threads of those on one host
 * @param heapMib Java heap of each; libtorch's memory comes on top
 * @param memoryBytes of all of them on this machine
 */
public record Capacity(Hosts hosts, int threads, int heapMib, long memoryBytes) {

  /** How many of a stage's processes run on this machine. */
  int processesHere(int worldSize) {
    return hosts.place(0, worldSize).processes();
  }
}
