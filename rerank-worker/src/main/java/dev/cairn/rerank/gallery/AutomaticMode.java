package dev.cairn.rerank.gallery;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * The mode that suits a store.
 *
 * @param reason for people
 */
public record AutomaticMode(SearchMode mode, String reason) {
  /**
   * Components of all rows above which a search along a graph is cheaper than a certified one at
   * batch 32: about two million rows of 512, or 220,000 of 4,608. A certified search of 1,000,000
   * rows of 512 took 6 ms of processor time, one along the graph of 100,000 took 9, which grows
   * slowly.
   */
  private static final long GRAPH_COMPONENTS = 1_000_000_000;

  /** Looks at the store in a folder, which may be missing. */
  public static AutomaticMode of(Path folder) throws IOException {
    try (Directory directory = new MMapDirectory(folder)) {
      if (!DirectoryReader.indexExists(directory)) {
        return of(0, 0);
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        int dimension = 0;
        for (FieldInfo field : FieldInfos.getMergedFieldInfos(reader)) {
          dimension = Math.max(dimension, field.getVectorDimension());
        }
        return of(reader.numDocs(), dimension);
      }
    }
  }

  static AutomaticMode of(long rows, int dimension) {
    boolean large = rows * dimension > GRAPH_COMPONENTS;
    String reason =
        "%,d rows of %,d components are %s than %,d components"
            .formatted(rows, dimension, large ? "more" : "not more", GRAPH_COMPONENTS);
    return new AutomaticMode(large ? SearchMode.APPROXIMATE : SearchMode.CERTIFIED, reason);
  }
}
