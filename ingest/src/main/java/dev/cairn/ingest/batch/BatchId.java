package dev.cairn.ingest.batch;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Names a batch on topics and in the store, so it must be a plain file name. */
public record BatchId(String value) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws CairnException with {@link ErrorCode#RECORD_INVALID} for anything but letters, digits,
   *     dots, underscores and hyphens
   */
  public BatchId {
    if (!PLAIN.matcher(value).matches()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          ("The batch id '%s' is not allowed: use 1 to 100 letters, digits, '.', '_' and '-',"
                  + " a letter or digit first")
              .formatted(value));
    }
  }

  /** An unused id that sorts by time, such as {@code 20260131-235959-9f2c41d8}. */
  public static BatchId create(Clock clock) {
    return new BatchId("%s-%08x".formatted(SECOND.format(clock.instant()), RANDOM.nextInt()));
  }

  @Override
  public String toString() {
    return value;
  }
}
