package dev.cairn.schemas.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Consumers match on the names: a released one neither disappears nor changes. */
class ErrorCodeTest {
  @Test
  void releasedNamesStay() {
    assertThat(Arrays.stream(ErrorCode.values()).map(Enum::name))
        .contains(
            "RECORD_UNREADABLE",
            "RECORD_INVALID",
            "IMAGE_EMPTY",
            "IMAGE_FORMAT_UNSUPPORTED",
            "IMAGE_TRUNCATED",
            "IMAGE_TOO_LARGE",
            "IMAGE_CORRUPT",
            "IMAGE_NOT_FOUND",
            "URI_NOT_ALLOWED",
            "BLOB_NOT_FOUND",
            "BLOB_DIGEST_MISMATCH",
            "MODEL_NOT_FOUND",
            "MODEL_INVALID",
            "EMBEDDING_NOT_FINITE",
            "EMBEDDING_MISMATCH",
            "ARCHITECTURE_UNKNOWN",
            "STAGE_OPTION_INVALID",
            "DATASET_INVALID",
            "CHECKPOINT_NOT_FOUND",
            "LOSS_NOT_FINITE",
            "EXPORT_PARITY",
            "TRAINER_DIED",
            "KAFKA_UNREACHABLE",
            "BATCH_NOT_FOUND",
            "START_FAILED",
            "STORAGE_FULL",
            "INTERNAL");
  }
}
