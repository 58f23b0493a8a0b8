package dev.cairn.embed.ensemble;

import dev.cairn.schemas.avro.EnsemblePublished;
import java.util.Optional;

/**
 * What all workers are told.
 *
 * @param serving answers queries
 * @param next whose generation of the gallery is made meanwhile, if one is
 */
public record Announcement(EnsemblePublished serving, Optional<EnsemblePublished> next) {}
