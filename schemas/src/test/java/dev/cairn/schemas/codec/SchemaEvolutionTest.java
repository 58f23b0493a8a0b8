package dev.cairn.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old consumers read new messages and new consumers read old ones, for every release. */
class SchemaEvolutionTest {
  private static final SchemaValidator FULL_TRANSITIVE =
      new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

  static Stream<Schema> topicSchemas() {
    return TopicSchemas.current().stream();
  }

  private static List<Schema> releasesOf(Schema schema) {
    Map<String, List<Schema>> byName =
        SchemaReleases.all().stream().collect(Collectors.groupingBy(Schema::getFullName));
    return byName.getOrDefault(schema.getFullName(), List.of());
  }

  @ParameterizedTest
  @MethodSource("topicSchemas")
  void everyTopicRecordIsFullyCompatibleWithAllItsReleases(Schema schema)
      throws SchemaValidationException {
    assertThat(releasesOf(schema)).as("releases of %s", schema.getName()).isNotEmpty();
    FULL_TRANSITIVE.validate(schema, releasesOf(schema));
  }

  @ParameterizedTest
  @MethodSource("topicSchemas")
  void aFieldWithoutDefaultWouldBeRefused(Schema schema) {
    Schema changed =
        new Schema.Parser()
            .parse(
                schema
                    .toString()
                    .replaceFirst(
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"surprise\",\"type\":\"string\"},"));
    assertThatThrownBy(() -> FULL_TRANSITIVE.validate(changed, releasesOf(schema)))
        .isInstanceOf(SchemaValidationException.class);
  }

  @Test
  void noReleaseHasLostItsTopic() {
    List<String> current = topicSchemas().map(Schema::getFullName).toList();
    assertThat(SchemaReleases.all()).extracting(Schema::getFullName).isSubsetOf(current);
  }
}
