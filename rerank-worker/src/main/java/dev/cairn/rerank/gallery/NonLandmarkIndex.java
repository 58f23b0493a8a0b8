package dev.cairn.rerank.gallery;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.util.List;

/**
 * Photographs of no landmark beside a gallery, and what they tell of queries and gallery images.
 * They share the gallery's keys: a row written to either replaces the other's, and {@link
 * GalleryIndex#delete} removes both kinds. The same threads may write and search.
 *
 * <p>Queries are {@code [models][queries][dimension]}, each vector L2-normalised; models whose
 * vectors are averaged count as one. All answers are exact and over everything written before the
 * call.
 */
public interface NonLandmarkIndex {
  /** Photographs of no landmark that tell how near a gallery image is to them. */
  int NEAREST_TO_GALLERY = 5;

  /** Photographs of no landmark that tell how near a query is to them. */
  int NEAREST_TO_QUERY = 10;

  /**
   * Adds a row, or replaces the row of the same image and ensemble.
   *
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when the ensemble's other rows have
   *     another dimension
   */
  void upsert(NonLandmarkRow row) throws IOException;

  /** How many photographs it holds for an ensemble. */
  int images(String ensembleDigest) throws IOException;

  /**
   * How near each query is to photographs of no landmark: the mean of its {@link #NEAREST_TO_QUERY}
   * largest cosines, or of all where there are fewer; 0 without any.
   *
   * @return {@code [queries][models]}
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when the rows have another dimension
   */
  double[][] distraction(String ensembleDigest, float[][][] queries) throws IOException;

  /**
   * The gallery images with the highest {@link BiasedNeighbour#value} for each query and model.
   *
   * @param count wanted for each query and model, at least 1
   * @return {@code [queries][models]} lists: highest value first, equal ones by image id
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when the rows have another dimension
   */
  List<List<List<BiasedNeighbour>>> nearest(String ensembleDigest, float[][][] queries, int count)
      throws IOException;
}
