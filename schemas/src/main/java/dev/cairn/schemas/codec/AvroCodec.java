package dev.cairn.schemas.codec;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro single-object encoding of one record type: a two-byte mark, the schema's fingerprint, the
 * body. Old messages are read with the schema they were written with, from {@link SchemaReleases}.
 *
 * <p>Safe for use by several threads.
 */
public final class AvroCodec<T extends SpecificRecordBase> {
  static {
    // A few bytes may claim a string of gigabytes: Avro refuses it before it reserves the memory.
    String largest = Integer.toString(Topic.MAX_MESSAGE_BYTES);
    System.setProperty("org.apache.avro.limits.bytes.maxLength", largest);
    System.setProperty("org.apache.avro.limits.string.maxLength", largest);
    System.setProperty("org.apache.avro.limits.collectionItems.maxLength", "1000000");
  }

  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;
  private final String recordName;

  private AvroCodec(T prototype) {
    // The records' own loader: in an application server or a test framework Avro may lie in
    // another.
    SpecificData data = new SpecificData(prototype.getClass().getClassLoader());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    encoder = new BinaryMessageEncoder<>(data, prototype.getSchema());
    decoder = new BinaryMessageDecoder<>(data, prototype.getSchema(), SchemaReleases.store());
    recordName = prototype.getSchema().getName();
  }

  /** A codec for the type of {@code prototype}; only its schema is looked at. */
  public static <T extends SpecificRecordBase> AvroCodec<T> of(T prototype) {
    return new AvroCodec<>(prototype);
  }

  public byte[] encode(T message) {
    try {
      ByteBuffer buffer = encoder.encode(message);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new CairnException(ErrorCode.INTERNAL, "Cannot encode a " + recordName, e);
    }
  }

  /**
   * @throws CairnException with {@link ErrorCode#RECORD_UNREADABLE} when the bytes are no such
   *     record, or were written with a schema that this version does not know
   */
  public T decode(byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException
        | AvroRuntimeException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      throw new CairnException(
          ErrorCode.RECORD_UNREADABLE,
          "These %d bytes are not a %s: %s".formatted(bytes.length, recordName, e.getMessage()),
          e);
    }
  }
}
