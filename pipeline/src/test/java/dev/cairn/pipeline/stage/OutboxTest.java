package dev.cairn.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Outcome NO_IMAGE = Outcome.failed(ErrorCode.IMAGE_EMPTY, "no bytes");

  private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private final Outbox outbox = new Outbox(new DeadLetters(TestRecords.CONFIG, clock));

  @Test
  void aDeadLetterIsTheRecordItselfAndTheReason() {
    ConsumerRecord<byte[], byte[]> record = TestRecords.record(2, 41, "bytes".getBytes(UTF_8));
    record.headers().add("traceparent", "00-1".getBytes(UTF_8));
    record.headers().add("cairn.error.code", "OF_LAST_TIME".getBytes(UTF_8));

    ProducerRecord<byte[], byte[]> letter = only(finished(record, NO_IMAGE));

    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.key()).isEqualTo(record.key());
    assertThat(letter.value()).isEqualTo(record.value());
    assertThat(headers(letter))
        .isEqualTo(
            Map.of(
                "traceparent", "00-1",
                "cairn.error.code", "IMAGE_EMPTY",
                "cairn.error.message", "no bytes",
                "cairn.stage", "test",
                "cairn.attempts", "2",
                "cairn.topic", "in",
                "cairn.partition", "2",
                "cairn.offset", "41",
                "cairn.at", "2026-01-02T03:04:05Z"));
  }

  @Test
  void aDeadLetterThatCannotBeSentNamesTheRecordInstead() {
    byte[] huge = new byte[Topic.MAX_MESSAGE_BYTES];
    ProducerRecord<byte[], byte[]> letter =
        only(finished(TestRecords.record(0, 7, huge), NO_IMAGE));
    assertThat(letter.value()).isNull();
    assertThat(headers(letter))
        .containsEntry("cairn.offset", "7")
        .containsEntry("cairn.error.code", "IMAGE_EMPTY")
        .hasEntrySatisfying(
            "cairn.omitted.bytes",
            bytes -> assertThat(Long.parseLong(bytes)).isGreaterThan(huge.length));
  }

  @Test
  void aDeletionFailsWithoutAValue() {
    assertThat(only(finished(TestRecords.record(0, 7, null), NO_IMAGE)).value()).isNull();
  }

  @Test
  void aLongReasonIsCutShort() {
    Outcome wordy = Outcome.failed(ErrorCode.INTERNAL, "x".repeat(5_000));
    ProducerRecord<byte[], byte[]> letter =
        only(finished(TestRecords.record(0, 7, new byte[1]), wordy));
    assertThat(headers(letter).get("cairn.error.message")).hasSize(1_000);
  }

  @Test
  void aResultThatCannotBeSentFailsItsRecord() {
    Outcome huge = Outcome.emit(new ProducerRecord<>("out", new byte[Topic.MAX_MESSAGE_BYTES]));
    Finished checked = outbox.checked(finished(TestRecords.record(0, 7, new byte[1]), huge));
    assertThat(checked.outcome()).extracting("code").isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void offsetsPointBehindTheLastRecordOfEachPartition() {
    List<Finished> batch =
        List.of(
            finished(TestRecords.record(0, 5, new byte[1]), NO_IMAGE),
            finished(TestRecords.record(1, 90, new byte[1]), NO_IMAGE),
            finished(TestRecords.record(0, 8, new byte[1]), NO_IMAGE));
    assertThat(Outbox.offsets(batch))
        .isEqualTo(
            Map.of(
                new TopicPartition("in", 0), new OffsetAndMetadata(9, Optional.of(3), ""),
                new TopicPartition("in", 1), new OffsetAndMetadata(91, Optional.of(3), "")));
  }

  private ProducerRecord<byte[], byte[]> only(Finished finished) {
    return outbox.records(finished).getFirst();
  }

  private static Finished finished(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
    return new Finished(new Origin(record, 1), outcome, 2);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
