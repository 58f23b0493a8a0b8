package dev.cairn.train.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.Optional;

/** Reports as lines of JSON. */
final class ReportLines {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private ReportLines() {}

  static String write(TrainerReport report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every report is JSON", e);
    }
  }

  /** Empty for a line that is no report: native libraries print too. */
  static Optional<TrainerReport> read(String line) {
    try {
      return Optional.of(JSON.readValue(line, TrainerReport.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
