package dev.cairn.bench;

import dev.cairn.embed.session.BatchLimits;
import dev.cairn.embed.session.EmbeddingModel;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.pipeline.bundle.Bundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The hardware without a stream: decodes a batch on as many threads as the session has, runs the
 * session over it, takes the next.
 */
final class PlainLoop implements AutoCloseable {
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final EmbeddingModel model;
  private final ExecutorService threads;
  private final int batch;

  PlainLoop(Bundle bundle, int threads, int batch) {
    this.model =
        EmbeddingModel.load(
            bundle, SessionSettings.ofThreads(threads), new BatchLimits(batch, Integer.MAX_VALUE));
    this.threads = Executors.newFixedThreadPool(threads);
    this.batch = batch;
  }

  /** Embeds this many images, the photographs in turn. */
  void embed(byte[][] jpegs, int images) throws Exception {
    for (int from = 0; from < images; from += batch) {
      List<Callable<byte[]>> decodes = new ArrayList<>();
      for (int i = from; i < Math.min(images, from + batch); i++) {
        byte[] jpeg = jpegs[i % jpegs.length];
        decodes.add(() -> decode(jpeg));
      }
      List<byte[]> pixels = new ArrayList<>();
      for (Future<byte[]> decoded : threads.invokeAll(decodes)) {
        pixels.add(decoded.get());
      }
      model.embed(pixels);
    }
  }

  private byte[] decode(byte[] jpeg) {
    return decoder.decodeSquares(jpeg, List.of(model.imageSize())).getFirst().rgb();
  }

  @Override
  public void close() {
    threads.shutdown();
    model.close();
  }
}
