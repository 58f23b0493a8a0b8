package dev.cairn.rerank.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.pipeline.stage.StageFunction;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Queries of the embeddings topic to predictions. A batch may mix ensembles. */
public final class RerankFunction implements StageFunction<Embedding> {
  private final Reranker reranker;
  private final QueryGroups groups;
  private final String predictionTopic;

  public RerankFunction(Reranker reranker, ClassIndexes classIndexes, String predictionTopic) {
    this.reranker = reranker;
    this.groups = new QueryGroups(classIndexes);
    this.predictionTopic = predictionTopic;
  }

  @Override
  public Embedding prepare(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new CairnException(ErrorCode.RECORD_INVALID, "An embedding record has no value");
    }
    return Embedding.of(Codecs.EMBEDDING.decode(record.value()));
  }

  /** A broken index is no fault of the queries: the error ends the stage and they stay unread. */
  @Override
  public List<Outcome> process(List<Embedding> batch) {
    return groups.serve(batch, reranker::rerank).stream().map(this::outcome).toList();
  }

  private Outcome outcome(Reply<Prediction> reply) {
    return switch (reply) {
      case Reply.Found<Prediction> found -> emit(found.value());
      case Reply.Refused<Prediction> refused -> Outcome.failed(refused.code(), refused.message());
    };
  }

  private Outcome emit(Prediction prediction) {
    return Outcome.emit(
        new ProducerRecord<>(
            predictionTopic,
            prediction.getImageId().getBytes(UTF_8),
            Codecs.PREDICTION.encode(prediction)));
  }
}
