package dev.cairn.embed.ensemble;

import dev.cairn.schemas.avro.EnsemblePublished;

/**
 * An ensemble that all workers switch to.
 *
 * @param offset of the message in its topic: an ensemble that comes back later is announced anew
 */
public record Announcement(EnsemblePublished ensemble, long offset) {}
