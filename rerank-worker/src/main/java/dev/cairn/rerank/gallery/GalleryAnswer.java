package dev.cairn.rerank.gallery;

import dev.cairn.schemas.avro.Neighbour;
import java.util.List;
import java.util.Set;

/**
 * What a search found, and the state of the gallery it was found in.
 *
 * @param neighbours one list a query: highest cosine first, equal ones by image id
 * @param exact true when these are the nearest ones beyond doubt
 * @param cost of the whole search
 * @param images of the ensemble that were searched
 * @param landmarks of these images
 */
public record GalleryAnswer(
    List<List<Neighbour>> neighbours,
    boolean exact,
    SearchCost cost,
    long images,
    Set<String> landmarks) {}
