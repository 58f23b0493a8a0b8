package dev.cairn.standalone.demo;

import dev.cairn.pipeline.folder.Photo;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.pipeline.folder.Skipped;
import dev.cairn.schemas.avro.BatchKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo works on.
 *
 * @param gallery labelled photographs, to train on and to search
 * @param queries photographs to recognise, published without their landmarks
 * @param truth the landmark of every query by image id; empty for photographs of no landmark
 */
record DemoPhotos(PhotoFolder gallery, PhotoFolder queries, Map<String, Optional<String>> truth) {
  /** Every fifth photograph of a landmark is held out: 80 % gallery, 20 % queries. */
  private static final int HELD_OUT_STRIDE = 5;

  DemoPhotos {
    truth = Collections.unmodifiableMap(new LinkedHashMap<>(truth));
  }

  /**
   * @param photos {@code <landmark>/<photo>}
   * @param queries held-out photographs in the same layout; when none, a part of {@code photos}
   * @param nonLandmark any folder
   */
  static DemoPhotos of(Path photos, Optional<Path> queries, Optional<Path> nonLandmark)
      throws IOException {
    PhotoFolder labelled = PhotoFolder.gallery(photos, PhotoFolder.MAX_IMAGE_BYTES);
    List<Photo> held = new ArrayList<>();
    PhotoFolder gallery = labelled;
    if (queries.isPresent()) {
      held.addAll(PhotoFolder.gallery(queries.get(), PhotoFolder.MAX_IMAGE_BYTES).photos());
    } else {
      gallery = split(labelled, held);
    }
    if (nonLandmark.isPresent()) {
      held.addAll(PhotoFolder.queries(nonLandmark.get(), PhotoFolder.MAX_IMAGE_BYTES).photos());
    }
    return withoutLabels(gallery, held);
  }

  private static PhotoFolder split(PhotoFolder labelled, List<Photo> held) {
    Map<String, Integer> seen = new HashMap<>();
    List<Photo> kept = new ArrayList<>();
    for (Photo photo : labelled.photos()) {
      int position = seen.merge(photo.landmarkId().orElseThrow(), 1, Integer::sum);
      (position % HELD_OUT_STRIDE == 0 ? held : kept).add(photo);
    }
    return new PhotoFolder(BatchKind.GALLERY, kept, labelled.skipped());
  }

  private static DemoPhotos withoutLabels(PhotoFolder gallery, List<Photo> labelled) {
    Map<String, Optional<String>> truth = new LinkedHashMap<>();
    List<Photo> queries = new ArrayList<>();
    for (Photo photo : labelled) {
      String id = photo.imageId();
      for (int n = 2; truth.containsKey(id); n++) {
        id = photo.imageId() + "-" + n; // two folders may use the same file name
      }
      truth.put(id, photo.landmarkId());
      queries.add(new Photo(id, Optional.empty(), photo.file()));
    }
    List<Skipped> none = List.of();
    return new DemoPhotos(gallery, new PhotoFolder(BatchKind.QUERY, queries, none), truth);
  }
}
