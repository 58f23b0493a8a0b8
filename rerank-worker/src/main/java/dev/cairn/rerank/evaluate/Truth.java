package dev.cairn.rerank.evaluate;

import java.util.Optional;

/**
 * One row of a truth file.
 *
 * @param landmarkId empty for a photograph that shows no landmark
 */
public record Truth(String id, Optional<String> landmarkId) {}
