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
import java.util.Iterator;
import java.util.List;
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
    return images(batch).isEmpty()
        ? outcomes(batch, List.of())
        : serving.use(lane, ensemble -> embedFitting(batch, ensemble));
  }

  private List<Outcome> embedFitting(List<Work> batch, Ensemble ensemble) {
    List<Work> fitting = batch.stream().map(work -> fitted(work, ensemble)).toList();
    return outcomes(fitting, embed(images(fitting), ensemble));
  }

  /** An image that was prepared before a switch may lack the sizes of the new ensemble. */
  private Work fitted(Work work, Ensemble ensemble) {
    if (!(work instanceof PreparedImage image) || image.fits(ensemble.imageSizes())) {
      return work;
    }
    try {
      return preparation.prepare(image.request(), ensemble.imageSizes());
    } catch (CairnException e) {
      return new Settled(Outcome.failed(e.code(), e.getMessage()));
    }
  }

  private static List<PreparedImage> images(List<Work> batch) {
    return batch.stream()
        .filter(PreparedImage.class::isInstance)
        .map(PreparedImage.class::cast)
        .toList();
  }

  /**
   * @param embedded of the batch's images, in its order
   */
  private static List<Outcome> outcomes(List<Work> batch, List<Outcome> embedded) {
    Iterator<Outcome> next = embedded.iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (Work work : batch) {
      outcomes.add(
          switch (work) {
            case Settled settled -> settled.outcome();
            case PreparedImage _ -> next.next();
          });
    }
    return outcomes;
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
