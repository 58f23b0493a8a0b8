package dev.cairn.embed.stage;

import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.session.EmbeddingModel;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.pipeline.stage.StageFunction;
import dev.cairn.schemas.error.CairnException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The work of one route: photographs in, their embeddings by every model of an ensemble out. */
public final class EmbedFunction implements StageFunction<Work> {
  private final Route route;
  private final Lane lane;
  private final ServingEnsemble serving;
  private final ImagePreparation preparation;
  private final Answers answers;

  /**
   * @param lane whose turns on the device this takes
   * @param serving may be shared with other functions
   * @param blobs where claim checks are redeemed
   */
  public EmbedFunction(
      Route route,
      Lane lane,
      ServingEnsemble serving,
      BlobStore blobs,
      ImageDecoder decoder,
      Clock clock) {
    this.route = route;
    this.lane = lane;
    this.serving = serving;
    this.preparation = new ImagePreparation(blobs, decoder);
    this.answers = new Answers(route, clock);
  }

  @Override
  public Work prepare(ConsumerRecord<byte[], byte[]> record) {
    return switch (route.read(record)) {
      case Settled settled -> settled;
      case Request.Photograph request -> preparation.prepare(request, serving.imageSizes());
    };
  }

  @Override
  public int batchLimit() {
    return serving.batchLimit();
  }

  @Override
  public List<Outcome> process(List<Work> batch) throws InterruptedException {
    List<PreparedImage> images = new ArrayList<>();
    for (Work work : batch) {
      if (work instanceof PreparedImage image) {
        images.add(image);
      }
    }
    Iterator<Outcome> embedded = embedAll(images).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (Work work : batch) {
      outcomes.add(
          switch (work) {
            case Settled settled -> settled.outcome();
            case PreparedImage _ -> embedded.next();
          });
    }
    return outcomes;
  }

  private List<Outcome> embedAll(List<PreparedImage> images) throws InterruptedException {
    return images.isEmpty()
        ? List.of()
        : serving.use(lane, ensemble -> embedFitting(images, ensemble));
  }

  private List<Outcome> embedFitting(List<PreparedImage> prepared, Ensemble ensemble) {
    List<PreparedImage> images = new ArrayList<>();
    Map<Integer, Outcome> refused = new HashMap<>();
    for (int i = 0; i < prepared.size(); i++) {
      try {
        images.add(fitted(prepared.get(i), ensemble));
      } catch (CairnException e) {
        refused.put(i, Outcome.failed(e.code(), e.getMessage()));
      }
    }
    Iterator<Outcome> embedded = embed(images, ensemble).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      outcomes.add(refused.containsKey(i) ? refused.get(i) : embedded.next());
    }
    return outcomes;
  }

  /** An image that was prepared before a switch may lack the sizes of the new ensemble. */
  private PreparedImage fitted(PreparedImage prepared, Ensemble ensemble) {
    return prepared.fits(ensemble.imageSizes())
        ? prepared
        : preparation.prepare(prepared.request(), ensemble.imageSizes());
  }

  private List<Outcome> embed(List<PreparedImage> images, Ensemble ensemble) {
    if (images.isEmpty()) {
      return List.of();
    }
    long start = System.nanoTime();
    List<List<float[]>> rowsOfModels = new ArrayList<>();
    for (EmbeddingModel model : ensemble.models()) {
      rowsOfModels.add(
          model.embed(images.stream().map(image -> image.pixels(model.imageSize())).toList()));
    }
    long nanosPerImage = (System.nanoTime() - start) / images.size();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      int row = i;
      List<float[]> vectors = rowsOfModels.stream().map(rows -> rows.get(row)).toList();
      outcomes.add(answers.outcome(images.get(i), ensemble, vectors, nanosPerImage));
    }
    return outcomes;
  }
}
