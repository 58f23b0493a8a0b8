package dev.cairn.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryKeyTest {

  @Test
  void comesBackFromItsBytes() {
    GalleryKey key = new GalleryKey("ab12", "Zürich/tower 1.jpg");
    assertThat(key.bytes()).isEqualTo("ab12/Zürich/tower 1.jpg".getBytes(UTF_8));
    assertThat(GalleryKey.of(key.bytes())).isEqualTo(key);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "/", "image", "/image", "ab12/"})
  void needsBothParts(String text) {
    assertThatThrownBy(() -> GalleryKey.of(text == null ? null : text.getBytes(UTF_8)))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("<ensemble digest>/<image id>");
  }
}
