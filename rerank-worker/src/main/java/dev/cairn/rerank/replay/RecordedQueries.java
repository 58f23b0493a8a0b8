package dev.cairn.rerank.replay;

import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.stage.QueryGroups;
import dev.cairn.rerank.stage.Reply;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The queries that the embeddings topic still holds.
 *
 * @param classIndexes used by the calling thread alone, closed with this
 * @param batchQueries served at once, at most
 */
public record RecordedQueries(
    RecordedTopics topics, QuerySelection selection, ClassIndexes classIndexes, int batchQueries)
    implements AutoCloseable {

  /**
   * Serves them all; of a photograph that was published more than once, the last one that can be
   * served counts.
   *
   * @param faults is told of records and queries that cannot be served; their neighbours go on
   * @return by image id, at least one
   * @throws CairnException with {@code BATCH_NOT_FOUND} when there are no such queries, or with
   *     what is wrong with the first when none can be served
   */
  public <T> Map<String, T> serve(
      QueryGroups.Step<T> step, Faults faults, ReadingProgress progress) {
    Serving<T> serving = new Serving<>(step, faults);
    topics.read(Topic.EMBEDDINGS, serving::accept, progress);
    return serving.result();
  }

  /** Closes the class indexes. */
  @Override
  public void close() {
    classIndexes.close();
  }

  /** One pass over the topic. */
  private final class Serving<T> {
    private final QueryGroups groups = new QueryGroups(classIndexes);
    private final QueryGroups.Step<T> step;
    private final Faults faults;
    private final Map<String, T> served = new LinkedHashMap<>();
    private CairnException firstRefused;

    Serving(QueryGroups.Step<T> step, Faults faults) {
      this.step = step;
      this.faults = faults;
    }

    void accept(List<ConsumerRecord<byte[], byte[]>> records) {
      List<Embedding> batch = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        read(record, batch);
        if (batch.size() == batchQueries) {
          serve(batch);
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        serve(batch);
      }
    }

    private void read(ConsumerRecord<byte[], byte[]> record, List<Embedding> batch) {
      EmbeddingRecord query;
      try {
        query = decode(record);
      } catch (CairnException e) { // nobody knows of which batch it was
        faults.add(e.code(), e.getMessage());
        return;
      }
      if (!selection.takes(query.getBatchId())) {
        return;
      }
      try {
        batch.add(Embedding.of(selection.seenBy(query)));
      } catch (CairnException e) {
        refuse(e.code(), e.getMessage());
      }
    }

    private static EmbeddingRecord decode(ConsumerRecord<byte[], byte[]> record) {
      if (record.value() == null) {
        throw new CairnException(
            ErrorCode.RECORD_INVALID,
            "The embedding at offset %d of partition %d has no value"
                .formatted(record.offset(), record.partition()));
      }
      return Codecs.EMBEDDING.decode(record.value());
    }

    private void serve(List<Embedding> batch) {
      List<Reply<T>> replies = groups.serve(batch, step);
      for (int i = 0; i < replies.size(); i++) {
        switch (replies.get(i)) {
          case Reply.Found<T> found ->
              served.put(batch.get(i).record().getImageId(), found.value());
          case Reply.Refused<T> refused -> refuse(refused.code(), refused.message());
        }
      }
    }

    private void refuse(ErrorCode code, String message) {
      faults.add(code, message);
      if (firstRefused == null) {
        firstRefused = new CairnException(code, message);
      }
    }

    Map<String, T> result() {
      if (!served.isEmpty()) {
        return served;
      }
      if (firstRefused != null) {
        throw firstRefused;
      }
      throw new CairnException(
          ErrorCode.BATCH_NOT_FOUND,
          "The embeddings topic has no query%s: it keeps them for 7 days. `cairn watch batches --from-beginning` lists the batches; publish the photographs again."
              .formatted(selection.batchId().map(id -> " of a batch " + id).orElse("")));
    }
  }
}
