package dev.cairn.train;

import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;
import dev.cairn.pipeline.blob.FolderBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A published batch of small photographs: each landmark is a colour, each image its own noise. */
public final class TinyDataset {
  private static final int SIDE = 40;

  private final FolderBlobStore blobs;
  private final Path file;
  private final List<String> rows = new ArrayList<>(List.of("id,landmark_id,uri,fold"));

  /** An empty dataset {@code batch:<batchId>} in a store. */
  public TinyDataset(Path store, String batchId) {
    blobs = new FolderBlobStore(store);
    file = store.resolve("datasets").resolve(batchId + ".csv");
  }

  /** Adds photographs of a landmark, in folds 0, 1, 2 and so on. */
  public TinyDataset landmark(String landmarkId, int photographs) throws IOException {
    for (int i = 0; i < photographs; i++) {
      Random random = new Random((landmarkId + i).hashCode());
      add(landmarkId + "-" + i, landmarkId, jpeg(landmarkId.hashCode(), random), i % 5);
    }
    return this;
  }

  /** Adds a photograph of any bytes. */
  public TinyDataset add(String imageId, String landmarkId, byte[] bytes, int fold)
      throws IOException {
    String uri = blobs.put(bytes, "image/jpeg").getUri();
    rows.add("%s,%s,%s,%d".formatted(imageId, landmarkId, uri, fold));
    return this;
  }

  /** Closes the batch. */
  public Path publish() throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, rows, StandardCharsets.UTF_8);
  }

  private static byte[] jpeg(int colour, Random random) {
    byte[] rgb = new byte[Pixels.byteCount(SIDE, SIDE)];
    for (int i = 0; i < rgb.length; i++) {
      int base = colour >> (i % 3 * 8) & 0xff;
      rgb[i] = (byte) Math.clamp(base + random.nextInt(-40, 40), 0, 255);
    }
    return JpegEncoder.encode(new Pixels(SIDE, SIDE, rgb), 95);
  }
}
