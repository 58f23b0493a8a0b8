package dev.cairn.rerank.stage;

import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.score.Evidence;
import java.util.List;

/**
 * What was found for some queries.
 *
 * @param gallery the answer of the search over all models
 * @param evidence of each query
 */
public record Findings(GalleryAnswer gallery, List<Evidence> evidence) {}
