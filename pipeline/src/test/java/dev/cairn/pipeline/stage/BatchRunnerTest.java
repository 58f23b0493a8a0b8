package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
  private static final Outcome DONE = new Outcome.Emit(List.of());

  private final List<List<String>> seen = new ArrayList<>();

  @Test
  void asksOnceForABatchThatWorks() throws InterruptedException {
    assertThat(run(BatchRunnerTest::done, "a", "b"))
        .containsExactly(new Tried(DONE, 1), new Tried(DONE, 1));
    assertThat(seen).containsExactly(List.of("a", "b"));
  }

  @Test
  void halvesABatchThatIsTooMuchForTheDevice() throws InterruptedException {
    List<Tried> tried =
        run(
            batch -> {
              if (batch.size() > 2) {
                throw new OutOfMemoryError("device");
              }
              return done(batch);
            },
            "a",
            "b",
            "c",
            "d");
    assertThat(tried).containsExactlyElementsOf(Collections.nCopies(4, new Tried(DONE, 2)));
    assertThat(seen).endsWith(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void givesUpOnlyTheRecordThatTakesTooMuchMemory() throws InterruptedException {
    List<Tried> tried =
        run(
            batch -> {
              if (batch.contains("huge")) {
                throw new OutOfMemoryError("device");
              }
              return done(batch);
            },
            "a",
            "b",
            "huge",
            "d");
    assertThat(tried)
        .containsExactly(
            new Tried(DONE, 2),
            new Tried(DONE, 2),
            new Tried(Outcome.failed(ErrorCode.MEMORY_INSUFFICIENT, "device"), 3),
            new Tried(DONE, 3));
  }

  @Test
  void givesUpOnlyTheCulpritAndOnlyAfterItsAttempts() throws InterruptedException {
    List<Tried> tried =
        run(
            batch -> {
              if (batch.contains("bad")) {
                throw new IllegalStateException("cannot");
              }
              return done(batch);
            },
            "a",
            "bad");
    assertThat(tried).element(0).isEqualTo(new Tried(DONE, 2));
    assertThat(tried).element(1).isEqualTo(failed(ErrorCode.INTERNAL, "cannot", 3));
  }

  @Test
  void takesACodeForTheAnswerOfTheWholeBatch() throws InterruptedException {
    List<Tried> tried =
        run(
            batch -> {
              throw new CairnException(ErrorCode.MODEL_NOT_FOUND, "no such model");
            },
            "a",
            "b");
    assertThat(tried)
        .containsOnly(new Tried(Outcome.failed(ErrorCode.MODEL_NOT_FOUND, "no such model"), 1));
    assertThat(seen).hasSize(1);
  }

  @Test
  void aFullDiskIsTriedAgain() throws InterruptedException {
    List<Tried> tried =
        run(
            batch -> {
              if (seen.size() == 1) {
                throw new CairnException(ErrorCode.STORAGE_FULL, "no space");
              }
              return done(batch);
            },
            "a");
    assertThat(tried).containsExactly(new Tried(DONE, 2));
  }

  @Test
  void aFunctionThatBreaksItsContractFailsWhatItBreaksItFor() throws InterruptedException {
    List<Tried> tried =
        run(
            batch ->
                switch (batch.getFirst()) {
                  case "none" -> null;
                  case "few" -> List.of();
                  case "null" -> Collections.singletonList(null);
                  default -> done(batch).subList(0, 1);
                },
            "a",
            "none",
            "few",
            "null");
    assertThat(tried).element(0).isEqualTo(new Tried(DONE, 3));
    assertThat(tried.subList(1, 4))
        .allSatisfy(t -> assertThat(t.outcome()).extracting("code").isEqualTo(ErrorCode.INTERNAL));
  }

  private interface Process {
    List<Outcome> of(List<String> batch);
  }

  private List<Tried> run(Process process, String... batch) throws InterruptedException {
    StageFunction<String> function =
        new StageFunction<>() {
          @Override
          public String prepare(ConsumerRecord<byte[], byte[]> record) {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<Outcome> process(List<String> items) {
            seen.add(List.copyOf(items));
            return process.of(items);
          }
        };
    CountDownLatch noPauses = new CountDownLatch(0);
    return new BatchRunner<>(function, new RetryRule(TestRecords.CONFIG, noPauses))
        .run(List.of(batch));
  }

  private static List<Outcome> done(List<String> batch) {
    return Collections.nCopies(batch.size(), DONE);
  }

  private static Tried failed(ErrorCode code, String cause, int attempts) {
    String message = new IllegalStateException(cause).toString();
    return new Tried(Outcome.failed(code, message), attempts);
  }
}
