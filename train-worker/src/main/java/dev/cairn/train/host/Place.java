package dev.cairn.train.host;

/**
 * Where a rank of a stage runs.
 *
 * @param rank among those of the stage on the same host, from 0
 * @param processes of the stage on that host
 */
public record Place(Host host, int rank, int processes) {}
