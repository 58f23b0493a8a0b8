package dev.cairn.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The complete case of {@code rerank.json}: 3 models, 20 gallery images, 8 queries, 7 classes. */
public final class ReferenceCase {
  private static final JsonNode ROOT = read("rerank.json");

  private ReferenceCase() {}

  /** Landmark id of each class. */
  public static List<String> classLandmarks() {
    return strings(ROOT.get("class_landmark_ids"));
  }

  /** Landmark id of each gallery image. */
  public static List<String> galleryLandmarks() {
    return strings(ROOT.get("gallery_landmark"));
  }

  /** {@code [models][images][16]}. */
  public static float[][][] galleryFeatures() {
    return models("per_model_gallery_features");
  }

  /** {@code [models][queries][16]}. */
  public static float[][][] queryFeatures() {
    return models("per_model_query_features");
  }

  /** Class cosines of the models, {@code [models][queries][classes]}. */
  public static float[][][] logits() {
    return models("per_model_logits");
  }

  /**
   * Sub-centres that give these cosines, of any length: {@code [models][classes][3][16]}. They are
   * computed from the case, which has none.
   */
  public static float[][][][] heads() {
    JsonNode weight = read("rerank_heads.json").get("weight");
    return new ObjectMapper().convertValue(weight, float[][][][].class);
  }

  /** Results of the variant with a normalised gallery. */
  public static JsonNode normalised() {
    return ROOT.get("variant_gallery_normalised");
  }

  /** Results of the original, which forgets to normalise the gallery. */
  public static JsonNode original() {
    return ROOT.get("notebook_exact_gallery_NOT_normalised");
  }

  public static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return strings;
  }

  private static float[][][] models(String name) {
    return new ObjectMapper().convertValue(ROOT.get(name), float[][][].class);
  }

  private static JsonNode read(String name) {
    try (InputStream in = ReferenceCase.class.getResourceAsStream("/reference/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
