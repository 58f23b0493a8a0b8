package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** A row that may be among the nearest. */
record GalleryHit(GallerySegment segment, int document, float cosine, BytesRef imageId) {
  private static final Comparator<GalleryHit> NEAREST_FIRST =
      Comparator.comparingDouble(GalleryHit::cosine).reversed().thenComparing(GalleryHit::imageId);

  static void addAll(GallerySegment segment, BestRows best, List<GalleryHit> hits)
      throws IOException {
    for (int rank = 0; rank < best.size(); rank++) {
      int document = segment.document(best.row(rank));
      BytesRef imageId = RowDocument.imageId(segment.leaf(), document);
      hits.add(new GalleryHit(segment, document, best.value(rank), imageId));
    }
  }

  static List<GalleryHit> nearest(List<GalleryHit> hits, int count) {
    return hits.stream().sorted(NEAREST_FIRST).limit(count).toList();
  }

  Neighbour neighbour() throws IOException {
    return RowDocument.read(segment.leaf(), document, cosine);
  }
}
