package dev.cairn.train.dataset;

import dev.cairn.train.archive.PhotoId;
import dev.cairn.train.archive.TarPhotos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layout of Google Landmarks v2: {@code train.csv} and, below {@code train}, the photographs as
 * {@code a/b/c/<id>.jpg} or in the 500 tar files {@code images_000.tar} and so on that they come
 * in. Tar files and photographs may be mixed.
 *
 * @param tarIndex folder where the entries of tar files are remembered
 */
record Gldv2Dataset(DatasetRows rows, DatasetFolder folder, Path tarIndex) implements Dataset {
  private static final int TAR_FILES = 500;

  static Gldv2Dataset read(DatasetFolder folder, Path tarIndex) throws IOException {
    return new Gldv2Dataset(Gldv2Rows.read(folder), folder, tarIndex);
  }

  @Override
  public PhotoSource openPhotos() throws IOException {
    List<Path> tars = new ArrayList<>();
    for (int i = 0; i < TAR_FILES; i++) {
      folder.find("train/images_%03d.tar".formatted(i)).ifPresent(tars::add);
    }
    return new Photos(rows, TarPhotos.open(tars, tarIndex), folder);
  }

  @Override
  public String digest() {
    return rows.digest();
  }

  private record Photos(DatasetRows rows, TarPhotos tars, DatasetFolder folder)
      implements PhotoSource {

    @Override
    public byte[] read(int row) throws IOException {
      String id = rows.imageId(row);
      Optional<byte[]> inTar = tars.read(PhotoId.parse(id));
      return inTar.isPresent() ? inTar.get() : folder.read(file(id));
    }

    private static String file(String id) {
      return "train/%c/%c/%c/%s.jpg".formatted(id.charAt(0), id.charAt(1), id.charAt(2), id);
    }

    @Override
    public void close() throws IOException {
      tars.close();
    }
  }
}
