package dev.cairn.rerank.gallery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;

/** The photographs of no landmark in a Lucene index. */
final class LuceneNonLandmarks implements NonLandmarkIndex {
  private final LuceneGalleryIndex index;

  /** As last seen, by ensemble: they change seldom, and much is computed from them. */
  private final Map<String, NonLandmarkSet> sets = new ConcurrentHashMap<>();

  LuceneNonLandmarks(LuceneGalleryIndex index) {
    this.index = index;
  }

  @Override
  public void upsert(NonLandmarkRow row) throws IOException {
    index.upsert(row);
  }

  @Override
  public int images(String ensembleDigest) throws IOException {
    String field = RowDocument.nonLandmarkField(ensembleDigest);
    return index.read(
        reader -> RowDocument.fingerprints(GallerySnapshot.segments(reader, field)).length);
  }

  @Override
  public double[][] distraction(String ensembleDigest, float[][][] queries) throws IOException {
    ModelParts parts = ModelParts.of(queries);
    NonLandmarkSet set = index.read(reader -> set(reader, ensembleDigest, parts));
    double[][] distraction = new double[queries[0].length][parts.models()];
    for (int model = 0; model < parts.models(); model++) {
      double[] ofModel = set.distraction(parts, model, queries[model]);
      for (int query = 0; query < ofModel.length; query++) {
        distraction[query][model] = ofModel[query];
      }
    }
    return distraction;
  }

  @Override
  public List<List<List<BiasedNeighbour>>> nearest(
      String ensembleDigest, float[][][] queries, int count) throws IOException {
    ModelParts parts = ModelParts.of(queries);
    List<List<List<BiasedNeighbour>>> models =
        index.read(reader -> nearest(reader, ensembleDigest, parts, queries, count));
    return IntStream.range(0, queries[0].length)
        .mapToObj(query -> models.stream().map(ofModel -> ofModel.get(query)).toList())
        .toList();
  }

  /** {@code [models][queries]} lists. */
  private List<List<List<BiasedNeighbour>>> nearest(
      DirectoryReader reader, String ensemble, ModelParts parts, float[][][] queries, int count)
      throws IOException {
    NonLandmarkSet set = set(reader, ensemble, parts);
    List<GallerySegment> segments =
        GallerySnapshot.segments(reader, RowDocument.vectorField(ensemble));
    for (GallerySegment segment : segments) {
      GallerySnapshot.checkDimension(segment.dimension(), parts.dimension(), ensemble);
    }
    List<List<List<BiasedNeighbour>>> models = new ArrayList<>();
    for (int model = 0; model < parts.models(); model++) {
      BiasedScan scan = new BiasedScan(parts, model, queries[model], count);
      for (GallerySegment segment : segments) {
        scan.scan(segment, set);
      }
      models.add(scan.nearest());
    }
    return models;
  }

  private NonLandmarkSet set(DirectoryReader reader, String ensemble, ModelParts parts)
      throws IOException {
    List<GallerySegment> segments =
        GallerySnapshot.segments(reader, RowDocument.nonLandmarkField(ensemble));
    NonLandmarkSet set = NonLandmarkSet.of(segments, sets.get(ensemble));
    sets.put(ensemble, set);
    if (!set.isEmpty()) {
      GallerySnapshot.checkDimension(set.dimension(), parts.dimension(), ensemble);
    }
    return set;
  }
}
