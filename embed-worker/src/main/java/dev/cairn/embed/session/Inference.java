package dev.cairn.embed.session;

import java.util.List;

/** A network on a device. For one thread at a time. */
interface Inference extends AutoCloseable {

  /**
   * Runs images at once.
   *
   * @param images each uint8 {@code [imageSize][imageSize][3]}
   * @return for each image float32 {@code [dimension]}
   * @throws OutOfMemoryError when the device cannot hold so many
   */
  List<float[]> run(List<byte[]> images);

  @Override
  void close();
}
