package dev.cairn.standalone.gallery;

import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongPredicate;

/**
 * The rows that the gallery holds of one ensemble, counted. Images go by what {@link ImageTable}
 * makes of their ids. For one thread.
 */
public final class Generation {
  private final String ensembleDigest;
  private final ImageTable images = new ImageTable();
  private final ImageTable failed = new ImageTable();
  private final LandmarkCounts landmarks = new LandmarkCounts();
  private List<String> bundleDigests = List.of();
  private VectorGroups groups = VectorGroups.NONE;
  private int dimension;
  private Instant newest = Instant.EPOCH;

  Generation(String ensembleDigest) {
    this.ensembleDigest = ensembleDigest;
  }

  public String ensembleDigest() {
    return ensembleDigest;
  }

  /** In the order of the ensemble; none as long as no row has told. */
  public List<String> bundleDigests() {
    return bundleDigests;
  }

  /** Which of their vectors are averaged; none as long as no row has told. */
  public VectorGroups groups() {
    return groups;
  }

  /** Those that show no landmark included. */
  public int images() {
    return images.size();
  }

  /** Images that are known to show no landmark. */
  public int nonLandmarks() {
    return landmarks.nonLandmarks();
  }

  public int landmarks() {
    return landmarks.shown();
  }

  /** Its images by landmark. */
  public SortedMap<String, Integer> imagesByLandmark() {
    return landmarks.byLandmark();
  }

  boolean contains(String imageId) {
    return images.contains(ImageTable.image(imageId));
  }

  /** How many images each landmark has that has any, in ascending order. */
  int[] imagesPerLandmark() {
    return landmarks.sorted();
  }

  /** Floats of all models' vectors together; 0 as long as no row has told. */
  int dimension() {
    return dimension;
  }

  /** When the newest of its rows was made, also of those that have gone since. */
  Optional<Instant> newest() {
    return Optional.of(newest).filter(Instant.EPOCH::isBefore);
  }

  /** Images of this generation that another one lacks. */
  public int lackedBy(Generation other) {
    return count(image -> !other.images.contains(image));
  }

  /** Those of them that could not be embedded again. */
  public int failedFor(Generation other) {
    return count(image -> !other.images.contains(image) && failed.contains(image));
  }

  boolean failedFor(Generation other, String imageId) {
    return !other.contains(imageId) && failed.contains(ImageTable.image(imageId));
  }

  /** True for an image of this generation that is still on its way to another one. */
  boolean awaitedBy(Generation other, long image) {
    return images.contains(image) && !other.images.contains(image) && !failed.contains(image);
  }

  void put(long image, EmbeddingRecord row) {
    if (bundleDigests.isEmpty()) { // one list for all rows
      bundleDigests = row.getVectors().stream().map(ModelVector::getModelDigest).toList();
      groups = new VectorGroups(row.getGroups());
      dimension = row.getVectors().stream().mapToInt(ModelVector::getDimension).sum();
    }
    if (row.getEmbeddedAt().isAfter(newest)) {
      newest = row.getEmbeddedAt();
    }
    int former = images.put(image, landmarks.add(Optional.ofNullable(row.getLandmarkId())));
    if (former != ImageTable.NONE) {
      landmarks.remove(former);
    }
  }

  /** Returns whether the image was there. */
  boolean remove(long image) {
    int landmark = images.remove(image);
    if (landmark != ImageTable.NONE) {
      landmarks.remove(landmark);
    }
    return landmark != ImageTable.NONE;
  }

  /** Notes that the image could not be embedded again. */
  void fail(long image) {
    failed.put(image, 0);
  }

  ImageTable table() {
    return images;
  }

  private int count(LongPredicate which) {
    int[] counted = new int[1];
    images.forEach(image -> counted[0] += which.test(image) ? 1 : 0);
    return counted[0];
  }
}
