package dev.cairn.standalone.evaluation;

import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.folder.Photo;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.standalone.client.Installation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the photographs of a page: in folders by image id, else where the messages say. For one
 * thread.
 */
public final class Photographs {
  private final Map<String, Path> files;
  private final Map<String, ImageRecord> published;
  private final Optional<BlobStore> blobs;

  private Photographs(
      Map<String, Path> files, Map<String, ImageRecord> published, Optional<BlobStore> blobs) {
    this.files = files;
    this.published = published;
    this.blobs = blobs;
  }

  /**
   * Those below folders, under the ids that `cairn publish` gives them.
   *
   * @throws CairnException with {@code DATASET_INVALID} when a folder has none
   */
  public static Photographs in(List<Path> folders) throws IOException {
    Map<String, Path> files = new HashMap<>();
    for (Path folder : folders) {
      for (Photo photo : PhotoFolder.queries(folder, PhotoFolder.MAX_IMAGE_BYTES).photos()) {
        files.putIfAbsent(photo.imageId(), photo.file());
      }
    }
    return new Photographs(files, Map.of(), Optional.empty());
  }

  /** The same, and those of an installation: queries of a batch, and whatever lies in its store. */
  public Photographs and(Installation cairn, String batchId, Set<String> queryIds) {
    return new Photographs(
        files,
        PublishedImages.find(cairn, batchId, queryIds),
        Optional.of(new FolderBlobStore(cairn.work().store())));
  }

  /** The bytes of a query's photograph, as they came. */
  Optional<byte[]> ofQuery(String imageId) throws IOException {
    Optional<byte[]> file = ofFile(imageId);
    ImageRecord image = published.get(imageId);
    if (file.isPresent() || image == null) {
      return file;
    }
    return image.getContent() == null
        ? ofBlob(image.getBlob())
        : Optional.of(bytes(image.getContent()));
  }

  /** The bytes of a gallery image, as they came. */
  Optional<byte[]> ofGallery(Neighbour neighbour) throws IOException {
    Optional<byte[]> file = ofFile(neighbour.getImageId());
    return file.isPresent() ? file : ofBlob(neighbour.getBlob());
  }

  private Optional<byte[]> ofFile(String imageId) throws IOException {
    Path file = files.get(imageId);
    return file == null ? Optional.empty() : Optional.of(Files.readAllBytes(file));
  }

  private Optional<byte[]> ofBlob(BlobRef ref) throws IOException {
    if (ref == null || blobs.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(blobs.get().get(ref));
    } catch (CairnException _) {
      return Optional.empty(); // the page says so, whatever is wrong with the blob
    }
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
