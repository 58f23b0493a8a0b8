package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.roots.AllowedRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens the datasets that commands name. */
public final class Datasets {
  private static final Pattern NAME = Pattern.compile("(batch|gldv2|folder):(.+)");
  private static final Pattern BATCH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

  private final Path store;
  private final Path tarIndex;
  private final AllowedRoots roots;

  /**
   * @param store folder of published batches
   * @param work folder that outlives the worker, for what is looked up once
   * @param roots folders below which datasets may lie
   */
  public Datasets(Path store, Path work, List<Path> roots) {
    this.store = store;
    this.tarIndex = work.resolve("tar-index");
    this.roots = new AllowedRoots(AllowedRoots.Kind.DATA, roots);
  }

  /**
   * Reads the rows of the dataset that a command names.
   *
   * @param name {@code batch:<batch id>}, or {@code gldv2:} or {@code folder:} with the name of a
   *     data root and, behind slashes, of folders in it
   * @throws CairnException with {@code DATASET_INVALID} for any other name, for what does not exist
   *     and for what is damaged
   */
  public Dataset open(String name) throws IOException {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw invalid(
          "Dataset '%.200s' is not of the form batch:<batch id>, gldv2:<data root> or folder:<data"
              + " root>/<folder>",
          name);
    }
    String place = matcher.group(2);
    return switch (matcher.group(1)) {
      case "gldv2" -> Gldv2Dataset.read(folder(name, place), tarIndex);
      case "folder" -> FolderDataset.read(folder(name, place));
      default -> BatchDataset.read(batchFile(name, place), store);
    };
  }

  private DatasetFolder folder(String name, String place) throws IOException {
    return new DatasetFolder(roots.folder("Dataset '%.200s'".formatted(name), place));
  }

  private Path batchFile(String name, String batchId) {
    Path datasets = store.resolve("datasets");
    if (!BATCH.matcher(batchId).matches()
        || !Files.isRegularFile(datasets.resolve(batchId + ".csv"))) {
      throw invalid(
          "Dataset '%.200s' is unknown: no closed gallery batch has this id; publish one with 'cairn"
              + " publish --gallery DIR'",
          name);
    }
    return datasets.resolve(batchId + ".csv");
  }

  private static CairnException invalid(String format, String name) {
    return new CairnException(ErrorCode.DATASET_INVALID, format.formatted(name));
  }
}
