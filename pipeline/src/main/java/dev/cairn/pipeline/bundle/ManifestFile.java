package dev.cairn.pipeline.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes {@code manifest.json}. Unknown fields of later versions are ignored. */
public final class ManifestFile {
  /** File name inside a bundle. */
  public static final String NAME = "manifest.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ManifestFile() {}

  /**
   * @throws CairnException with {@code MODEL_INVALID} when it is not a manifest
   */
  public static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return JSON.treeToValue(json.isObject() ? json : JSON.createObjectNode(), Manifest.class);
    } catch (JsonProcessingException e) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "%s is not a manifest: %s".formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Writes it into the folder of a bundle to be. */
  public static void write(Path folder, Manifest manifest) throws IOException {
    AtomicFile.write(folder.resolve(NAME), JSON.writeValueAsBytes(manifest));
  }
}
