package dev.cairn.rerank.classes;

/**
 * How much the classifier sees a landmark in a query.
 *
 * @param cosine averaged over the models, and 1 less for a landmark without a gallery image
 */
public record ClassCosine(String landmarkId, double cosine) {}
