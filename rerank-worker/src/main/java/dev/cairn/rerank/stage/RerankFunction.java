package dev.cairn.rerank.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.pipeline.stage.StageFunction;
import dev.cairn.rerank.classes.ClassIndex;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Queries of the embeddings topic to predictions. A batch may mix ensembles. */
public final class RerankFunction implements StageFunction<Embedding> {
  private final Reranker reranker;
  private final ClassIndexes classIndexes;
  private final String predictionTopic;

  public RerankFunction(Reranker reranker, ClassIndexes classIndexes, String predictionTopic) {
    this.reranker = reranker;
    this.classIndexes = classIndexes;
    this.predictionTopic = predictionTopic;
  }

  @Override
  public Embedding prepare(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new CairnException(ErrorCode.RECORD_INVALID, "An embedding record has no value");
    }
    return Embedding.of(Codecs.EMBEDDING.decode(record.value()));
  }

  @Override
  public List<Outcome> process(List<Embedding> batch) {
    Map<String, List<Integer>> byEnsemble = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      byEnsemble.computeIfAbsent(batch.get(i).ensembleDigest(), _ -> new ArrayList<>()).add(i);
    }
    Outcome[] outcomes = new Outcome[batch.size()];
    for (List<Integer> places : byEnsemble.values()) {
      try {
        processEnsemble(batch, places, outcomes);
      } catch (CairnException e) {
        places.forEach(place -> outcomes[place] = Outcome.failed(e.code(), e.getMessage()));
      }
    }
    return Arrays.asList(outcomes);
  }

  /** Gives the queries at these places, all of one ensemble, their outcomes. */
  private void processEnsemble(List<Embedding> batch, List<Integer> places, Outcome[] outcomes) {
    ClassIndex classIndex = classIndex(batch.get(places.getFirst()));
    List<Integer> fitting = new ArrayList<>();
    for (int place : places) {
      try {
        classIndex.check(batch.get(place).modelVectors());
        fitting.add(place);
      } catch (CairnException e) {
        outcomes[place] = Outcome.failed(e.code(), e.getMessage());
      }
    }
    if (!fitting.isEmpty()) {
      List<Prediction> predictions = rerank(fitting.stream().map(batch::get).toList(), classIndex);
      for (int i = 0; i < predictions.size(); i++) {
        outcomes[fitting.get(i)] = emit(predictions.get(i));
      }
    }
  }

  private ClassIndex classIndex(Embedding query) {
    try {
      return classIndexes.of(query.modelDigests());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the bundles of the ensemble", e);
    }
  }

  /** A broken index is no fault of the queries: the error ends the stage and they stay unread. */
  private List<Prediction> rerank(List<Embedding> queries, ClassIndex classIndex) {
    try {
      return reranker.rerank(queries, classIndex);
    } catch (IOException e) {
      throw new IOError(e);
    }
  }

  private Outcome emit(Prediction prediction) {
    return Outcome.emit(
        new ProducerRecord<>(
            predictionTopic,
            prediction.getImageId().getBytes(UTF_8),
            Codecs.PREDICTION.encode(prediction)));
  }
}
