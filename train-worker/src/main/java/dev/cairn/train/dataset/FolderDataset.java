package dev.cairn.train.dataset;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.folder.Photo;
import dev.cairn.pipeline.folder.PhotoFolder;
import java.io.IOException;

/**
 * A plain folder, {@code <landmark>/<photograph>}: the ids, the order and the folds that its
 * photographs would have as a published batch. Every row is cleaned.
 *
 * @param files of the rows, relative to the folder
 */
record FolderDataset(DatasetRows rows, DatasetFolder folder, TextColumn files) implements Dataset {

  /**
   * @throws dev.cairn.schemas.error.CairnException with {@code DATASET_INVALID} when there is no
   *     photograph
   */
  static FolderDataset read(DatasetFolder folder) throws IOException {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    TextColumn.Builder files = new TextColumn.Builder();
    for (Photo photo : PhotoFolder.gallery(folder.root(), PhotoFolder.MAX_IMAGE_BYTES).photos()) {
      rows.add(photo.imageId(), photo.landmarkId().orElseThrow(), DatasetRows.NO_FOLD);
      files.add(folder.root().relativize(photo.file()).toString());
    }
    return new FolderDataset(rows.build().withDealtFolds(), folder, files.build());
  }

  @Override
  public PhotoSource openPhotos() {
    return row -> folder.read(files.get(row));
  }

  @Override
  public String digest() {
    return Sha256.of(rows.digest() + files.digest());
  }
}
