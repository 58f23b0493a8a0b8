package dev.cairn.embed.stage;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where messages come from, and where their embeddings go. Safe for use by several threads. */
public sealed interface Route permits QueryRoute, GalleryRoute, GenerationRoute {

  /**
   * Reads a message.
   *
   * @throws CairnException when it asks for nothing that can be done
   */
  Request read(ConsumerRecord<byte[], byte[]> message);

  /** Addresses the embedding of what the message asked for. */
  ProducerRecord<byte[], byte[]> address(Request.Photograph request, EmbeddingRecord embedding);
}
