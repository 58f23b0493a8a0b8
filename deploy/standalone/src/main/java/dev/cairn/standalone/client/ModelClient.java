package dev.cairn.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Announces models that no stage has made. */
public final class ModelClient {
  private ModelClient() {}

  /** Lets the workers of an ensemble switch to one bundle; returns when the broker has it. */
  public static void promote(Installation installation, Bundle bundle, String ensembleName)
      throws InterruptedException {
    Manifest manifest = bundle.manifest();
    ModelPublished model =
        new ModelPublished(
            manifest.modelName(),
            bundle.digest(),
            manifest.architecture(),
            manifest.imageSize(),
            manifest.stageId(),
            manifest.parentDigest().orElse(null));
    List<String> bundles = List.of(bundle.digest());
    EnsemblePublished ensemble =
        new EnsemblePublished(ensembleName, EnsembleDigest.of(bundles), bundles, null);
    try (KafkaProducer<byte[], byte[]> producer = installation.producer()) {
      producer.send(record(installation, manifest.modelName(), model)).get();
      producer.send(record(installation, ensembleName, ensemble)).get();
    } catch (ExecutionException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "The broker refused the model: " + e.getCause().getMessage(),
          e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      Installation installation, String key, SpecificRecord event) {
    byte[] value = Codecs.MODEL_EVENT.encode(new ModelEvent(event, Instant.now()));
    return new ProducerRecord<>(installation.topic(Topic.MODELS), key.getBytes(UTF_8), value);
  }
}
