package dev.cairn.pipeline.stage;

import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** What a transaction sends for finished records. */
final class Outbox {
  /** Leaves room for the envelope that the broker counts too. */
  private static final int MAX_BYTES = Topic.MAX_MESSAGE_BYTES - (64 << 10);

  private final DeadLetters deadLetters;

  Outbox(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /** Results over the size limit would fail every transaction they are in, so they are refused. */
  Finished checked(Finished finished) {
    if (finished.outcome() instanceof Outcome.Emit emit) {
      for (ProducerRecord<byte[], byte[]> result : emit.records()) {
        if (bytes(result) > MAX_BYTES) {
          String message =
              "A result of %d bytes for %s; the limit is %d"
                  .formatted(bytes(result), result.topic(), MAX_BYTES);
          Outcome tooLarge = Outcome.failed(ErrorCode.INTERNAL, message);
          return new Finished(finished.origin(), tooLarge, finished.attempts());
        }
      }
    }
    return finished;
  }

  List<ProducerRecord<byte[], byte[]>> records(Finished finished) {
    return switch (finished.outcome()) {
      case Outcome.Emit emit -> emit.records();
      case Outcome.Failed failed -> List.of(deadLetter(finished, failed));
    };
  }

  /** A record that only fitted compressed stays where it is: the headers tell where. */
  private ProducerRecord<byte[], byte[]> deadLetter(Finished finished, Outcome.Failed failed) {
    var record = finished.origin().record();
    var letter = deadLetters.of(record, failed, finished.attempts());
    long bytes = bytes(letter);
    return bytes <= MAX_BYTES ? letter : DeadLetters.withoutContent(letter, bytes);
  }

  private static long bytes(ProducerRecord<byte[], byte[]> record) {
    long bytes = length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      bytes += header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** The batch is whole and in order, so the last record of a partition tells its new offset. */
  static Map<TopicPartition, OffsetAndMetadata> offsets(List<Finished> batch) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Finished finished : batch) {
      var record = finished.origin().record();
      offsets.put(
          finished.origin().partition(),
          new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
    }
    return offsets;
  }
}
