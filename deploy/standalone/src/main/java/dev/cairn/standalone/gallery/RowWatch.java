package dev.cairn.standalone.gallery;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.GalleryKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Is told what each message of the gallery topic does; those of a key come in their order. */
public interface RowWatch {

  /** A row comes, or takes the place of the former one of its key. */
  void put(GalleryKey key, EmbeddingRecord row);

  /** The row goes, if there was one. */
  void gone(GalleryKey key);

  /** The message is no row, so that everybody passes it over. */
  default void unreadable(ConsumerRecord<byte[], byte[]> message, CairnException why) {}
}
