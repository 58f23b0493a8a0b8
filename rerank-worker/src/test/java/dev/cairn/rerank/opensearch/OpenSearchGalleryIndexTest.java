package dev.cairn.rerank.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.rerank.TestVectors;
import dev.cairn.rerank.gallery.Checkpoint;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryIndexContract;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index on a real node. */
class OpenSearchGalleryIndexTest extends GalleryIndexContract {
  @RegisterExtension static final OpenSearchExtension OPENSEARCH = new OpenSearchExtension();

  private final String prefix = UUID.randomUUID().toString();

  @Override
  protected GalleryIndex open() throws IOException {
    return open("worker");
  }

  @Test
  void anExactSearchLooksAtEveryRow() throws IOException {
    try (GalleryIndex index = open()) {
      for (int i = 0; i < 9; i++) {
        index.upsert(row("image-" + i, TestVectors.unit(random, 8)), i);
      }
      index.delete(new GalleryKey(ENSEMBLE, "image-4"), 9);

      assertThat(index.search(ENSEMBLE, vectors(3, 8), 5).cost().scanned()).isEqualTo(8);
    }
  }

  @Test
  void aStaleReplayDoesNoHarm() throws IOException {
    float[][] query = vectors(1, 8);
    try (GalleryIndex index = open("worker");
        GalleryIndex late = open("late")) {
      index.upsert(row("kept", "old", query[0]), 3);
      index.upsert(row("kept", "new", query[0]), 7);
      index.upsert(row("removed", "old", query[0]), 4);
      index.delete(new GalleryKey(ENSEMBLE, "removed"), 8);
      assertThat(index.search(ENSEMBLE, query, 5).landmarks()).containsOnly("new");

      late.upsert(row("kept", "old", query[0]), 3);
      late.upsert(row("removed", "old", query[0]), 4);

      GalleryAnswer answer = late.search(ENSEMBLE, query, 5);
      assertThat(answer.images()).isOne();
      assertThat(answer.landmarks()).containsOnly("new");
      assertThat(index.search(ENSEMBLE, query, 5)).isEqualTo(answer);
    }
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    float[] broken = {Float.NaN, 0, 0, 0, 0, 0, 0, 0};
    try (GalleryIndex index = open("worker");
        GalleryIndex other = open("other")) {
      index.upsert(row("1", TestVectors.unit(random, 8)), 0);

      for (GalleryIndex each : List.of(index, other)) {
        assertCode(
            ErrorCode.EMBEDDING_MISMATCH,
            () -> each.upsert(row("2", TestVectors.unit(random, 16)), 1));
        assertCode(ErrorCode.EMBEDDING_MISMATCH, () -> each.search(ENSEMBLE, vectors(1, 16), 1));
        assertCode(ErrorCode.EMBEDDING_NOT_FINITE, () -> each.upsert(row("3", broken), 2));
      }
      float[] wide = TestVectors.unit(random, 16_001);
      assertCode(
          ErrorCode.EMBEDDING_MISMATCH,
          () -> index.upsert(new GalleryRow("4", "tower", OTHER, wide, null), 3));
      assertCode(
          ErrorCode.RECORD_INVALID, () -> index.delete(new GalleryKey("../_all", "image"), 4));
      assertThat(index.search(ENSEMBLE, vectors(1, 8), 5).images()).isOne();
    }
  }

  @Test
  void approximateSearchSaysSo() throws IOException {
    float[][] queries = vectors(8, 16);
    try (GalleryIndex index =
        OpenSearchGalleryIndex.open(
            OPENSEARCH.config(Map.of("search", "approximate")), prefix, "worker")) {
      for (int i = 0; i < queries.length; i++) {
        index.upsert(row("image-" + i, queries[i]), i);
      }
      index.delete(new GalleryKey(ENSEMBLE, "image-7"), 8);

      GalleryAnswer answer = index.search(ENSEMBLE, queries, 3);

      assertThat(answer.exact()).isFalse();
      assertThat(answer.images()).isEqualTo(7);
      for (int i = 0; i < 7; i++) {
        assertThat(answer.neighbours().get(i)).hasSize(3);
        assertThat(answer.neighbours().get(i).getFirst().getImageId()).isEqualTo("image-" + i);
      }
    }
  }

  @Test
  void aNewWorkerGoesOnWhereTheOthersAre() throws IOException {
    Checkpoint early = checkpoint("topic", 5, "2026-01-02T03:04:05Z");
    Checkpoint late = checkpoint("topic", 9, "2026-01-02T03:04:06Z");
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second")) {
      assertThat(first.checkpoint()).isEmpty();
      first.upsert(row("image", TestVectors.unit(random, 8)), 4);
      first.commit(late);
      second.commit(early);
      assertThat(first.rows()).isOne();
    }
    try (GalleryIndex third = open("third")) {
      assertThat(third.checkpoint()).contains(late);
      assertThat(third.rows()).isOne();
    }
  }

  @Test
  void workersThatStartTogetherClearTheGalleryOnce() throws IOException {
    float[][] query = vectors(1, 8);
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second")) {
      first.upsert(row("stale", query[0]), 100);
      first.commit(checkpoint("an earlier topic", 101, "2026-01-02T03:04:05Z"));
      assertThat(second.checkpoint()).isPresent();

      first.clear();
      first.upsert(row("fresh", query[0]), 0);
      first.commit(checkpoint("topic", 1, "2026-01-02T03:04:06Z"));
      second.clear();

      assertThat(second.search(ENSEMBLE, query, 5).neighbours().getFirst())
          .extracting(Neighbour::getImageId)
          .containsExactly("fresh");
      assertThat(second.checkpoint().orElseThrow().topicId()).isEqualTo("topic");
    }
  }

  @Test
  void aWorkerWhoseGalleryWasClearedDoesNotGoOn() throws IOException {
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second")) {
      first.upsert(row("1", TestVectors.unit(random, 8)), 0);
      first.commit(checkpoint("topic", 1, "2026-01-02T03:04:05Z"));
      second.clear();

      first.upsert(row("2", TestVectors.unit(random, 8)), 1);

      assertThatThrownBy(() -> first.commit(checkpoint("topic", 2, "2026-01-02T03:04:06Z")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("restart");
      assertThat(first.waitsFor()).isEmpty();
    }
  }

  @Test
  void anIndexThatSomebodyDeletedIsFilledAgain() throws Exception {
    try (GalleryIndex index = open("worker")) {
      index.upsert(row("1", TestVectors.unit(random, 8)), 0);
      index.commit(checkpoint("topic", 1, "2026-01-02T03:04:05Z"));
      assertThat(index.checkpoint()).isPresent();

      OPENSEARCH.server().request("DELETE", "/" + prefix + ".gallery.v1.exact.1.index." + ENSEMBLE);

      assertThatThrownBy(() -> index.commit(checkpoint("topic", 1, "2026-01-02T03:04:06Z")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("restart");
    }
    try (GalleryIndex index = open("worker")) {
      assertThat(index.checkpoint()).isEmpty();
    }
  }

  @Test
  void aDocumentOfAnotherProgramIsNoFaultOfTheQueries() throws Exception {
    float[][] query = vectors(1, 2);
    try (GalleryIndex index = open()) {
      index.upsert(row("1", query[0]), 0);
      assertThat(index.search(ENSEMBLE, query, 5).images()).isOne();

      OPENSEARCH
          .server()
          .put(
              "/%s.gallery.v1.exact.1.index.%s/_doc/stray?refresh=true".formatted(prefix, ENSEMBLE),
              "{\"landmark\": \"tower\", \"vector\": [1, 0]}");

      assertThatThrownBy(() -> index.search(ENSEMBLE, query, 5))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("document stray");
    }
  }

  private OpenSearchGalleryIndex open(String worker) throws IOException {
    return OpenSearchGalleryIndex.open(OPENSEARCH.config(Map.of()), prefix, worker);
  }
}
