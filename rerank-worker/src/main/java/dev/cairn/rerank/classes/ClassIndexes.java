package dev.cairn.rerank.classes;

import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Class indexes by ensemble, opened when first asked for. A head costs address space rather than
 * memory, so it stays open. Belongs to one thread.
 */
public final class ClassIndexes implements AutoCloseable {
  private static final int MAX_ENSEMBLES = 8;

  private final BundleStore bundles;
  private final Map<String, ClassHead> heads = new HashMap<>();
  private final Map<List<String>, ClassIndex> indexes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, ClassIndex> eldest) {
          return size() > MAX_ENSEMBLES;
        }
      };

  public ClassIndexes(BundleStore bundles) {
    this.bundles = bundles;
  }

  /**
   * The class index of an ensemble.
   *
   * @param bundleDigests in the order of the ensemble
   * @throws CairnException with {@code MODEL_NOT_FOUND} or {@code MODEL_INVALID}; asked again, it
   *     looks again
   */
  public ClassIndex of(List<String> bundleDigests) throws IOException {
    ClassIndex index = indexes.get(bundleDigests);
    if (index == null) {
      List<ClassHead> opened = new ArrayList<>();
      for (String digest : bundleDigests) {
        opened.add(head(digest));
      }
      index = new ClassIndex(opened);
      indexes.put(List.copyOf(bundleDigests), index);
    }
    return index;
  }

  private ClassHead head(String digest) throws IOException {
    ClassHead head = heads.get(digest);
    if (head == null) {
      head = ClassHead.open(bundles.open(digest));
      heads.put(digest, head);
    }
    return head;
  }

  @Override
  public void close() {
    heads.values().forEach(ClassHead::close);
    heads.clear();
    indexes.clear();
  }
}
