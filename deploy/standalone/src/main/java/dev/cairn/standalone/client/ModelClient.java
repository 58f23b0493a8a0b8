package dev.cairn.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.NextEnsemble;
import dev.cairn.pipeline.client.KafkaSettings;
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
import org.apache.kafka.common.KafkaException;

/** Announces models that no stage has made, and ensembles. */
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
        new EnsemblePublished(ensembleName, EnsembleDigest.of(bundles), bundles, null, List.of());
    try (KafkaProducer<byte[], byte[]> producer = installation.producer()) {
      producer.send(record(installation, manifest.modelName(), model)).get();
      producer.send(record(installation, ensembleName, ensemble)).get();
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    }
  }

  /** Lets its workers take an ensemble up; returns when the broker has it. */
  public static void announce(Installation installation, EnsemblePublished ensemble)
      throws InterruptedException {
    send(installation, record(installation, ensemble.getEnsembleName(), ensemble));
  }

  /** Takes back what was announced under this name. */
  public static void withdraw(Installation installation, String ensembleName)
      throws InterruptedException {
    send(installation, withdrawal(installation, ensembleName));
  }

  private static void send(Installation installation, ProducerRecord<byte[], byte[]> announcement)
      throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer = installation.producer()) {
      producer.send(announcement).get();
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    }
  }

  /** Lets its workers switch to their next ensemble, which is then no longer their next one. */
  public static void switchToNext(Installation installation, EnsemblePublished ensemble) {
    String name = ensemble.getEnsembleName();
    String transactionalId = installation.topic(Topic.MODELS) + ".switch." + name;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            KafkaSettings.transactionalProducer(installation.kafka(), transactionalId))) {
      producer.initTransactions();
      producer.beginTransaction();
      // A failure shows when the transaction commits.
      var unused = producer.send(record(installation, name, ensemble));
      unused = producer.send(withdrawal(installation, NextEnsemble.of(name)));
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> withdrawal(
      Installation installation, String ensembleName) {
    return new ProducerRecord<>(
        installation.topic(Topic.MODELS), ensembleName.getBytes(UTF_8), null);
  }

  private static CairnException refused(Throwable cause) {
    return new CairnException(
        ErrorCode.KAFKA_UNREACHABLE,
        "The broker refused the announcement: " + cause.getMessage(),
        cause);
  }

  private static ProducerRecord<byte[], byte[]> record(
      Installation installation, String key, SpecificRecord event) {
    byte[] value = Codecs.MODEL_EVENT.encode(new ModelEvent(event, Instant.now()));
    return new ProducerRecord<>(installation.topic(Topic.MODELS), key.getBytes(UTF_8), value);
  }
}
