package dev.cairn.rerank.opensearch;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the indices of an installation are called. Rows are reached by an alias, as writing to an
 * index that is gone would make a new one without our mapping.
 *
 * @param base what all names begin with
 */
record GalleryNames(String base) {
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{1,64}");

  /**
   * @throws CairnException with {@code START_FAILED} when OpenSearch allows no such name
   */
  static GalleryNames of(String topicPrefix, VectorSearch search) {
    if (!PREFIX.matcher(topicPrefix).matches()) {
      throw new CairnException(
          ErrorCode.START_FAILED,
          "cairn.pipeline.topic-prefix '%.200s' cannot begin the name of an OpenSearch index: set one of lower-case letters, digits, '.', '_' and '-'"
              .formatted(topicPrefix));
    }
    return new GalleryNames(topicPrefix + ".gallery.v1." + search.name().toLowerCase(Locale.ROOT));
  }

  /** The index of what the workers share besides rows. */
  String state() {
    return base + ".state";
  }

  /** The alias of an ensemble's rows. */
  String rows(long epoch, String ensembleDigest) {
    if (!DIGEST.matcher(ensembleDigest).matches()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "'%.100s' is not the digest of an ensemble".formatted(ensembleDigest));
    }
    return epoch(epoch) + "rows." + ensembleDigest;
  }

  /** The aliases of all rows. */
  String allRows(long epoch) {
    return epoch(epoch) + "rows.*";
  }

  /** The index behind an alias. */
  String index(long epoch, String ensembleDigest) {
    return epoch(epoch) + "index." + ensembleDigest;
  }

  /** The indices behind all aliases. */
  String allIndices(long epoch) {
    return epoch(epoch) + "index.*";
  }

  /** The indices behind all aliases of all epochs. */
  String allIndices() {
    return base + ".*.index.*";
  }

  /** The ensemble of an index. */
  static String ensemble(String index) {
    return index.substring(index.lastIndexOf('.') + 1);
  }

  /** The epoch of an index. */
  long epoch(String index) {
    int from = base.length() + 1;
    return Long.parseLong(index.substring(from, index.indexOf('.', from)));
  }

  private String epoch(long epoch) {
    return "%s.%d.".formatted(base, epoch);
  }
}
