package dev.cairn.rerank.gallery;

import java.time.Duration;

/**
 * How often a {@link GalleryFeed} commits, and how old a commit it trusts.
 *
 * @param commitInterval how much reading a crash can cost
 * @param maxCheckpointAge at which an index is filled again; below the topic's {@code
 *     delete.retention.ms}, after which deletions are forgotten
 */
public record FeedTimes(Duration commitInterval, Duration maxCheckpointAge) {}
