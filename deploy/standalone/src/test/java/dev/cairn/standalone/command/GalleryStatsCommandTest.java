package dev.cairn.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gallery in figures. */
@Timeout(60)
class GalleryStatsCommandTest {
  private static final String ELSEWHERE = "0".repeat(64);

  @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();

  private GalleryTopics topics;

  @BeforeEach
  void take() {
    topics = GALLERY.topics();
  }

  @Test
  void everyGenerationHasItsFigures() {
    topics.row(withoutPhotograph("tower-2"));
    topics.row(GALLERY.young(), "tower-1");
    assertThat(topics.gallery("stats").out().lines())
        .contains(
            "generation             " + GALLERY.oldDigest(),
            "  state                serves default",
            "  images               3",
            "  landmarks            2",
            "  images per landmark  min 1, median 1.5, max 2, 1 with only one",
            "  dimension            512",
            "  not in the store     1",
            "generation             " + GALLERY.youngDigest(),
            "  dimension            1,024");
  }

  @Test
  void programsReadThemAsJson() throws IOException {
    topics.row(withoutPhotograph("tower-1"));
    topics.row(withoutPhotograph("tower-2"));
    topics.row(GALLERY.old(), "tower-1"); // published again, with its photograph
    topics.remove(GALLERY.old(), "tower-2");
    Ran ran = topics.gallery("stats", "--json");
    JsonNode stats = new ObjectMapper().readTree(ran.out());
    assertThat(stats).hasSize(1);
    JsonNode serving = stats.get(0);
    assertThat(serving.get("generation").textValue()).isEqualTo(GALLERY.oldDigest());
    assertThat(serving.get("roles").get(0).textValue()).isEqualTo("serves default");
    assertThat(serving.get("images").intValue()).isEqualTo(2);
    assertThat(serving.get("vectorBytes").longValue()).isEqualTo(2 * 512 * 4);
    assertThat(serving.get("imagesPerLandmark").get("single").intValue()).isEqualTo(2);
    assertThat(serving.get("newestRow").textValue()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(serving.get("withoutPhotograph").intValue()).isZero();
  }

  @Test
  void withoutRowsTheFiguresAreNone() throws InterruptedException {
    topics = GALLERY.empty("no-stats");
    assertThat(topics.gallery("stats").out()).contains("No generation yet");
    assertThat(topics.gallery("stats", "--json").out().strip()).isEqualTo("[ ]");
    topics.announce("default", GALLERY.old());
    assertThat(topics.gallery("stats").out()).contains("images per landmark  min 0, median 0.0");
  }

  private EmbeddingRecord withoutPhotograph(String imageId) {
    EmbeddingRecord row = topics.record(GALLERY.old(), imageId);
    row.setBlob(new BlobRef("blob:sha256:" + ELSEWHERE, ELSEWHERE, 7L, "image/jpeg"));
    return row;
  }
}
