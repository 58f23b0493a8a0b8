package dev.cairn.schemas.codec;

import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.avro.TrainingCommand;
import dev.cairn.schemas.avro.TrainingEvent;

/** One codec for the value of each topic. */
public final class Codecs {
  public static final AvroCodec<ImageRecord> IMAGE = AvroCodec.of(new ImageRecord());
  public static final AvroCodec<EmbeddingRecord> EMBEDDING = AvroCodec.of(new EmbeddingRecord());
  public static final AvroCodec<Prediction> PREDICTION = AvroCodec.of(new Prediction());
  public static final AvroCodec<BatchStatus> BATCH_STATUS = AvroCodec.of(new BatchStatus());
  public static final AvroCodec<TrainingCommand> TRAINING_COMMAND =
      AvroCodec.of(new TrainingCommand());
  public static final AvroCodec<TrainingEvent> TRAINING_EVENT = AvroCodec.of(new TrainingEvent());
  public static final AvroCodec<ModelEvent> MODEL_EVENT = AvroCodec.of(new ModelEvent());

  private Codecs() {}
}
