package dev.cairn.schemas.error;

/**
 * Why something failed. The names are part of the contract: they travel in dead-letter headers and
 * training events, and are never renamed.
 */
public enum ErrorCode {
  /** The message is not a record of the expected schema. */
  RECORD_UNREADABLE,
  /** A field of the message has a value that cannot be served. */
  RECORD_INVALID,
  /** The image has no bytes. */
  IMAGE_EMPTY,
  /** The bytes are not an image of a supported format. */
  IMAGE_FORMAT_UNSUPPORTED,
  /** The image ends before its last row. */
  IMAGE_TRUNCATED,
  /** Width, height or pixels are over the limit; found before decoding. */
  IMAGE_TOO_LARGE,
  /** The image has the marks of its format but cannot be decoded. */
  IMAGE_CORRUPT,
  /** The photograph does not lie where its dataset says, or the gallery has none of this id. */
  IMAGE_NOT_FOUND,
  /** A claim check names a scheme or place that consumers do not read. */
  URI_NOT_ALLOWED,
  /** The blob is not in the store. */
  BLOB_NOT_FOUND,
  /** The blob's bytes do not have the promised digest or size. */
  BLOB_DIGEST_MISMATCH,
  /** No bundle with this digest. */
  MODEL_NOT_FOUND,
  /** A bundle's files do not have the digest it is named by, or it cannot be read. */
  MODEL_INVALID,
  /** The model gave NaN or infinity. */
  EMBEDDING_NOT_FINITE,
  /** A vector's dimension or model is not the one that the gallery holds. */
  EMBEDDING_MISMATCH,
  /** The architecture is not known. */
  ARCHITECTURE_UNKNOWN,
  /** An option of a stage command is out of range. */
  STAGE_OPTION_INVALID,
  /** The dataset does not exist, lies outside the allowed roots, or has too few images. */
  DATASET_INVALID,
  /** The stage or bundle to load from does not exist. */
  CHECKPOINT_NOT_FOUND,
  /** A checkpoint file names code to run, or a container that could hide some; it is not read. */
  CHECKPOINT_UNSAFE,
  /** A training stage, a model or a single record needs more memory than there is. */
  MEMORY_INSUFFICIENT,
  /** The loss became NaN or infinite. */
  LOSS_NOT_FINITE,
  /** The trained network and its export differ by more than the tolerance. */
  EXPORT_PARITY,
  /** The trainer process ended without an answer. */
  TRAINER_DIED,
  /** A process that trained together with others has gone, or never came. */
  RANK_LOST,
  /** A stage is to train on a device that the machine does not have. */
  DEVICE_UNAVAILABLE,
  /** The broker has no topic of this name. */
  TOPIC_NOT_FOUND,
  /** No batch has this id. */
  BATCH_NOT_FOUND,
  /** No generation of the gallery has this digest. */
  GENERATION_NOT_FOUND,
  /** The generation of the gallery serves or is being made. */
  GENERATION_IN_USE,
  /** The generation lacks photographs of the one that serves. */
  GENERATION_INCOMPLETE,
  /** A worker refused to start. */
  START_FAILED,
  /** No space left in the store. */
  STORAGE_FULL,
  /** Another process works on the same folder. */
  STORE_IN_USE,
  /** Another process listens on the port. */
  PORT_IN_USE,
  /** The embedded Kafka broker has stopped by itself, for instance because its disk failed. */
  BROKER_FAILED,
  /** The Kafka broker does not answer. */
  KAFKA_UNREACHABLE,
  /** A defect: the log has the stack trace. */
  INTERNAL
}
