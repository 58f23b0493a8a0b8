package dev.cairn.rerank.opensearch;

import dev.cairn.schemas.avro.Neighbour;
import java.util.List;

/**
 * What a search found.
 *
 * @param neighbours one list a query, highest cosine first, equal ones by image id
 * @param certain true when these are the nearest of all rows beyond doubt
 * @param rescored rows that were multiplied in this process, summed over the queries
 */
record NearestRows(List<List<Neighbour>> neighbours, boolean certain, long rescored) {}
