package dev.cairn.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostileBytesTest {

  @Test
  void damagedImagesAreDecodedOrRefusedButNeverCrashTheProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HostileBytes.class.getName())
            // libjpeg and libpng comment on every damaged image there.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said.strip()).matches("decoded [1-9]\\d{3,} refused [1-9]\\d{3,}");
  }
}
