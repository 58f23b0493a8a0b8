package dev.cairn.rerank.gallery;

import dev.cairn.schemas.avro.Neighbour;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Searches for some queries again, exactly, to see how many of the nearest rows an approximate
 * index finds: meter {@code cairn.gallery.recall}, one value of 0 to 1 a query. Belongs to one
 * thread.
 */
public final class RecallMeter {
  private final GalleryIndex index;
  private final int every;
  private final DistributionSummary recall;
  private long queries;

  /**
   * @param every so many queries one is searched for again
   */
  public RecallMeter(GalleryIndex index, int every, MeterRegistry registry) {
    this.index = index;
    this.every = every;
    this.recall =
        DistributionSummary.builder("cairn.gallery.recall")
            .description("Share of the exactly nearest rows that an approximate search found")
            .register(registry);
  }

  /** Takes the next queries and their answer; does nothing where that is exact. */
  public void look(String ensembleDigest, float[][] batch, int count, GalleryAnswer answer)
      throws IOException {
    if (answer.exact()) {
      return;
    }
    for (int query = 0; query < batch.length; query++) {
      if (queries++ % every == 0) {
        float[][] again = {batch[query]};
        List<Neighbour> nearest =
            index.searchExactly(ensembleDigest, again, count).neighbours().getFirst();
        recall.record(share(answer.neighbours().get(query), nearest));
      }
    }
  }

  private static double share(List<Neighbour> found, List<Neighbour> nearest) {
    Set<String> ids =
        found.stream().map(Neighbour::getImageId).collect(Collectors.toCollection(HashSet::new));
    long hits = nearest.stream().filter(near -> ids.contains(near.getImageId())).count();
    return nearest.isEmpty() ? 1 : (double) hits / nearest.size();
  }
}
