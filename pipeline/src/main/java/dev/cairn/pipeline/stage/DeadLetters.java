package dev.cairn.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Turns a failed record into a dead letter: its own key, value and headers, and why it failed. Send
 * key and value to the topic in {@link #TOPIC} to try it again.
 */
public final class DeadLetters {
  private static final String PREFIX = "cairn.";

  /** Name of an {@link dev.cairn.schemas.error.ErrorCode}. */
  public static final String ERROR_CODE = PREFIX + "error.code";

  public static final String ERROR_MESSAGE = PREFIX + "error.message";

  /** Name of the stage that gave up. */
  public static final String STAGE = PREFIX + "stage";

  /** How often it was tried. */
  public static final String ATTEMPTS = PREFIX + "attempts";

  /** Where the record came from. */
  public static final String TOPIC = PREFIX + "topic";

  public static final String PARTITION = PREFIX + "partition";
  public static final String OFFSET = PREFIX + "offset";

  /** When, as an ISO-8601 instant. */
  public static final String AT = PREFIX + "at";

  /** Size of key, value and headers, where they are too large for the dead-letter topic. */
  public static final String OMITTED_BYTES = PREFIX + "omitted.bytes";

  private static final int MAX_MESSAGE_CHARS = 1_000;

  private final StageConfig config;
  private final Clock clock;

  DeadLetters(StageConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, Outcome.Failed failure, int attempts) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(config.deadLetterTopic(), record.key(), record.value());
    Headers headers = letter.headers();
    for (Header header : record.headers()) {
      // Those of a former failure would read as if they were of this one.
      if (!header.key().startsWith(PREFIX)) {
        headers.add(header);
      }
    }
    add(headers, ERROR_CODE, failure.code().name());
    add(headers, ERROR_MESSAGE, shorten(String.valueOf(failure.message())));
    add(headers, STAGE, config.name());
    add(headers, ATTEMPTS, Integer.toString(attempts));
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, Integer.toString(record.partition()));
    add(headers, OFFSET, Long.toString(record.offset()));
    add(headers, AT, clock.instant().toString());
    return letter;
  }

  /** The letter with the size of its content instead of the content. */
  static ProducerRecord<byte[], byte[]> withoutContent(
      ProducerRecord<byte[], byte[]> letter, long bytes) {
    ProducerRecord<byte[], byte[]> light = new ProducerRecord<>(letter.topic(), null);
    for (Header header : letter.headers()) {
      if (header.key().startsWith(PREFIX)) {
        light.headers().add(header);
      }
    }
    add(light.headers(), OMITTED_BYTES, Long.toString(bytes));
    return light;
  }

  private static String shorten(String message) {
    return message.substring(0, Math.min(message.length(), MAX_MESSAGE_CHARS));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
