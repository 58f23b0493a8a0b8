package dev.cairn.standalone.gallery;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.folder.Photo;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What new photographs would take the place of: an image id names one photograph of the gallery.
 */
public final class Replaced {
  private final PhotoFolder photos;
  private final RowSearch search;

  public Replaced(PhotoFolder photos) {
    this.photos = photos;
    Set<String> ids = photos.photos().stream().map(Photo::imageId).collect(Collectors.toSet());
    search = new RowSearch((key, _) -> ids.contains(key.imageId()));
  }

  /** To be told the rows of the gallery. */
  public RowWatch watch() {
    return search;
  }

  /**
   * To be called when the gallery has been read. The same photograph of the same landmark may come
   * again.
   *
   * @throws CairnException with {@code RECORD_INVALID} when other photographs would go
   */
  public void checkNone() throws IOException {
    Map<String, Photograph> former = search.inAny();
    List<String> gone = new ArrayList<>();
    for (Photo photo : photos.photos()) {
      Photograph there = former.get(photo.imageId());
      if (there != null && !isSame(there, photo)) {
        gone.add("%s (of %s)".formatted(there.imageId(), there.landmarkId()));
      }
    }
    if (!gone.isEmpty()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "%d of the image ids name other photographs of the gallery: %s. Rename the files, or let them take their place with --replace."
              .formatted(gone.size(), IdList.brief(gone)));
    }
  }

  private static boolean isSame(Photograph there, Photo photo) throws IOException {
    return photo.landmarkId().equals(Optional.of(there.landmarkId()))
        && there.sha256().equals(Optional.of(Sha256.of(photo.file())));
  }
}
