package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens the datasets that commands name. */
public final class Datasets {
  private static final Pattern NAME = Pattern.compile("batch:([A-Za-z0-9_-][A-Za-z0-9._-]{0,199})");

  private final Path store;

  /**
   * @param store folder of published batches
   * @param work folder that outlives the worker, for what is looked up once
   * @param roots folders below which datasets may lie
   */
  public Datasets(Path store, Path work, List<Path> roots) {
    this.store = store;
  }

  /**
   * Reads the rows of the dataset that a command names.
   *
   * @param name {@code batch:<batch id>}
   * @throws CairnException with {@code DATASET_INVALID} for any other name, an unknown batch and a
   *     file that is damaged
   */
  public Dataset open(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw invalid(
          "Dataset '%.200s' is not of the form batch:<batch id>: publish the folder with 'cairn publish"
              + " --gallery DIR' and name the batch it prints",
          name);
    }
    Path file = store.resolve("datasets").resolve(matcher.group(1) + ".csv");
    if (!Files.isRegularFile(file)) {
      throw invalid(
          "Dataset '%s' is unknown: no closed gallery batch has this id; publish one with 'cairn"
              + " publish --gallery DIR'",
          name);
    }
    return BatchDataset.read(file, store);
  }

  private static CairnException invalid(String format, Object... values) {
    return new CairnException(ErrorCode.DATASET_INVALID, format.formatted(values));
  }
}
