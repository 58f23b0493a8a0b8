package dev.cairn.standalone.gallery;

import dev.cairn.standalone.training.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A generation in figures. The names of the components are those of the JSON.
 *
 * @param generation digest of its ensemble
 * @param roles what it is to the ensembles
 * @param dimension floats of all models' vectors of an image
 * @param vectorBytes of all images
 * @param newestRow when the newest row was made, in ISO 8601; null without rows
 * @param withoutPhotograph images whose photograph is not whole in the blob store
 */
public record GenerationStats(
    String generation,
    List<String> roles,
    int images,
    int landmarks,
    int dimension,
    long vectorBytes,
    ImagesPerLandmark imagesPerLandmark,
    String newestRow,
    int withoutPhotograph) {

  /**
   * How many images the landmarks have; zeros without landmarks.
   *
   * @param single landmarks with one image only
   */
  public record ImagesPerLandmark(int min, double median, int max, int single) {

    /**
     * @param ascending images of each landmark
     */
    static ImagesPerLandmark of(int[] ascending) {
      int count = ascending.length;
      if (count == 0) {
        return new ImagesPerLandmark(0, 0, 0, 0);
      }
      double median = (ascending[(count - 1) / 2] + ascending[count / 2]) / 2.0;
      int single = 0;
      while (single < count && ascending[single] == 1) {
        single++;
      }
      return new ImagesPerLandmark(ascending[0], median, ascending[count - 1], single);
    }
  }

  /**
   * Of a gallery that has been read.
   *
   * @param census of the same rows
   */
  public static GenerationStats of(Gallery gallery, Generation generation, BlobCensus census) {
    return new GenerationStats(
        generation.ensembleDigest(),
        gallery.roles(generation),
        generation.images(),
        generation.landmarks(),
        generation.dimension(),
        (long) generation.images() * generation.dimension() * Float.BYTES,
        ImagesPerLandmark.of(generation.imagesPerLandmark()),
        generation.newest().map(Instant::toString).orElse(null),
        census.missing(generation.ensembleDigest()));
  }

  /** As lines for people. */
  public List<String> lines(Instant now) {
    String age =
        Optional.ofNullable(newestRow)
            .map(newest -> Words.duration(Duration.between(Instant.parse(newest), now)) + " ago")
            .orElse(Words.NONE);
    return List.of(
        "%-23s%s".formatted("generation", generation),
        line("state", roles.isEmpty() ? Words.NONE : Words.line(String.join(", ", roles))),
        line("images", Words.count(images)),
        line("landmarks", Words.count(landmarks)),
        line("images per landmark", perLandmark()),
        line("dimension", Words.count(dimension)),
        line("vectors", Words.mebibytes(vectorBytes)),
        line("newest row", age),
        line("not in the store", Words.count(withoutPhotograph)));
  }

  private String perLandmark() {
    return String.format(
        Locale.ROOT,
        "min %,d, median %.1f, max %,d, %,d with only one",
        imagesPerLandmark.min(),
        imagesPerLandmark.median(),
        imagesPerLandmark.max(),
        imagesPerLandmark.single());
  }

  private static String line(String name, String value) {
    return "  %-21s%s".formatted(name, value);
  }
}
