package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** A row that may be among the nearest. */
record GalleryHit(GallerySegment segment, int document, float cosine, BytesRef imageId) {
  private static final Comparator<GalleryHit> NEAREST_FIRST =
      Comparator.comparingDouble(GalleryHit::cosine).reversed().thenComparing(GalleryHit::imageId);

  /**
   * The nearest of what segments have.
   *
   * @param best one for each segment, or none at all
   */
  static List<GalleryHit> nearest(List<GallerySegment> segments, List<BestRows> best, int count)
      throws IOException {
    List<GalleryHit> hits = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      BestRows rows = best.get(i);
      for (int rank = 0; rank < rows.size(); rank++) {
        hits.add(of(segments.get(i), rows.row(rank), rows.value(rank)));
      }
    }
    return hits.stream().sorted(NEAREST_FIRST).limit(count).toList();
  }

  private static GalleryHit of(GallerySegment segment, int row, float cosine) throws IOException {
    int document = segment.document(row);
    BytesRef imageId = RowDocument.imageId(segment.leaf(), document);
    return new GalleryHit(segment, document, cosine, imageId);
  }

  Neighbour neighbour() throws IOException {
    return RowDocument.read(segment.leaf(), document, cosine);
  }
}
