package dev.cairn.pipeline.tensor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON header of a safetensors file.
 *
 * @param entries by tensor name, in the order of their data
 */
record Header(Map<String, String> metadata, Map<String, Entry> entries) {
  private static final String METADATA = "__metadata__";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Where a tensor lies: begin and end count from the first byte after the header. */
  record Entry(DType dtype, long[] shape, @JsonProperty("data_offsets") long[] dataOffsets) {
    Entry {
      if (dtype == null || shape == null || dataOffsets == null || dataOffsets.length != 2) {
        throw new IllegalArgumentException("An entry needs dtype, shape and two data_offsets");
      }
      if (dataOffsets[0] < 0
          || dataOffsets[1] < dataOffsets[0]
          || dataOffsets[1] - dataOffsets[0] != Tensor.byteSize(dtype, shape)) {
        throw new IllegalArgumentException("data_offsets do not fit dtype and shape");
      }
    }

    long begin() {
      return dataOffsets[0];
    }

    long end() {
      return dataOffsets[1];
    }
  }

  /**
   * Reads and checks a header against the bytes that follow it: the tensors must fill them without
   * gap or overlap, as the format demands.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static Header parse(byte[] json, long dataBytes) {
    Map<String, JsonNode> fields = readFields(json);
    JsonNode noMetadata = JSON.createObjectNode();
    Map<String, String> metadata =
        JSON.convertValue(
            Objects.requireNonNullElse(fields.remove(METADATA), noMetadata),
            new TypeReference<>() {});
    Map<String, Entry> unordered = new LinkedHashMap<>();
    fields.forEach((name, node) -> unordered.put(name, JSON.convertValue(node, Entry.class)));
    if (metadata == null || metadata.containsValue(null) || unordered.containsValue(null)) {
      throw new IllegalArgumentException("The header has a null");
    }
    Map<String, Entry> entries = inOrderOfData(unordered);
    checkCovers(entries, dataBytes);
    return new Header(Map.copyOf(metadata), entries);
  }

  byte[] toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      fields.put(METADATA, metadata);
    }
    fields.putAll(entries);
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and numbers always become JSON", e);
    }
  }

  private static Map<String, JsonNode> readFields(byte[] json) {
    try {
      Map<String, JsonNode> fields =
          JSON.readValue(json, new TypeReference<LinkedHashMap<String, JsonNode>>() {});
      if (fields == null) {
        throw new IllegalArgumentException("The header is null");
      }
      return fields;
    } catch (IOException e) {
      throw new IllegalArgumentException("The header is not JSON: " + e.getMessage(), e);
    }
  }

  private static Map<String, Entry> inOrderOfData(Map<String, Entry> entries) {
    Comparator<Map.Entry<String, Entry>> byPlace =
        Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end());
    Map<String, Entry> ordered = new LinkedHashMap<>();
    List<Map.Entry<String, Entry>> sorted = entries.entrySet().stream().sorted(byPlace).toList();
    sorted.forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return ordered;
  }

  private static void checkCovers(Map<String, Entry> entries, long dataBytes) {
    long expected = 0;
    for (Map.Entry<String, Entry> e : entries.entrySet()) {
      if (e.getValue().begin() != expected) {
        throw new IllegalArgumentException(
            "Tensor %s begins at byte %d, not %d"
                .formatted(e.getKey(), e.getValue().begin(), expected));
      }
      expected = e.getValue().end();
    }
    if (expected != dataBytes) {
      throw new IllegalArgumentException(
          "The tensors take %d bytes, the file has %d".formatted(expected, dataBytes));
    }
  }
}
