package dev.cairn.schemas.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * Every schema that a released version wrote, kept in the jar under {@code /schemas/released}. The
 * file {@code index.txt} names them, one a line.
 */
public final class SchemaReleases {
  private static final String FOLDER = "/schemas/released/";

  private SchemaReleases() {}

  /** All released schemas, oldest first. */
  public static List<Schema> all() {
    List<Schema> schemas = new ArrayList<>();
    for (String name : read("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
      schemas.add(new Schema.Parser().parse(read(name)));
    }
    return schemas;
  }

  static SchemaStore store() {
    SchemaStore.Cache store = new SchemaStore.Cache();
    all().forEach(store::addSchema);
    return store;
  }

  private static String read(String name) {
    try (InputStream in = SchemaReleases.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
