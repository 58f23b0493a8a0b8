package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.rerank.ReferenceCase;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The neighbours of the original, from three models of 16 components each. */
class ReferenceGalleryTest {
  private static final List<String> MODELS =
      List.of("1".repeat(64), "2".repeat(64), "3".repeat(64));

  @TempDir Path folder;

  @Test
  void givesTheOriginalsNeighbours() throws IOException {
    List<String> landmarks = ReferenceCase.galleryLandmarks();
    float[][] queries = new float[8][];
    for (int query = 0; query < 8; query++) {
      queries[query] =
          Embedding.of(
                  TestRecords.embedding(
                      "query", MODELS, image(ReferenceCase.queryFeatures(), query)))
              .joined();
    }
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      String ensemble = null;
      for (int i = 0; i < landmarks.size(); i++) {
        float[][] features = image(ReferenceCase.galleryFeatures(), i);
        Embedding embedding =
            Embedding.of(
                TestRecords.gallery(Integer.toString(i), landmarks.get(i), MODELS, features));
        index.upsert(GalleryRow.of(embedding), 0);
        ensemble = embedding.ensembleDigest();
      }

      List<List<Neighbour>> neighbours = index.search(ensemble, queries, 5).neighbours();

      JsonNode expected = ReferenceCase.normalised();
      for (int query = 0; query < 8; query++) {
        assertThat(neighbours.get(query))
            .extracting(Neighbour::getImageId)
            .containsExactlyElementsOf(
                ReferenceCase.strings(expected.at("/PREDS_gallery_index/" + query)));
        assertThat(neighbours.get(query))
            .extracting(Neighbour::getLandmarkId)
            .containsExactlyElementsOf(
                ReferenceCase.strings(expected.at("/PREDS_landmark/" + query)));
        for (int rank = 0; rank < 5; rank++) {
          assertThat(neighbours.get(query).get(rank).getCosine())
              .isCloseTo(expected.at("/PRODS/" + query + "/" + rank).asDouble(), within(1e-6));
        }
      }
    }
  }

  /** One image through all models. */
  private static float[][] image(float[][][] features, int image) {
    float[][] vectors = new float[features.length][];
    for (int model = 0; model < vectors.length; model++) {
      vectors[model] = features[model][image];
    }
    return vectors;
  }
}
