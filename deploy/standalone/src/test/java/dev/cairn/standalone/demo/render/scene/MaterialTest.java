package dev.cairn.standalone.demo.render.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaterialTest {

  @Test
  void grainIsConstantInACellAndSpreadOverTheUnitInterval() {
    double sum = 0;
    for (int x = 0; x < 1000; x++) {
      double grain = Material.grain(x, 3, -7);
      assertThat(grain).isBetween(0.0, 1.0).isEqualTo(Material.grain(x + 0.9, 3.5, -6.1));
      sum += grain;
    }
    assertThat(sum / 1000).isBetween(0.45, 0.55);
  }

  @Test
  void bandsAlternateBelowAndAboveTheGround() {
    Material bands = Material.bands(1, 2, 0.5);

    assertThat(bands.rgbAt(0, 0.1, 0)).isEqualTo(1);
    assertThat(bands.rgbAt(0, 0.6, 0)).isEqualTo(2);
    assertThat(bands.rgbAt(0, -0.1, 0)).isEqualTo(2);
  }

  @Test
  void windowsSitInTheMiddleOfTheirPitch() {
    Material windows = Material.windows(1, 2, 1, 1);

    assertThat(windows.rgbAt(0, 0.5, 0)).isEqualTo(2);
    assertThat(windows.rgbAt(0.5, 0.5, 0)).isEqualTo(1);
    assertThat(windows.rgbAt(0, 0.05, 0)).isEqualTo(1);
  }

  @Test
  void coloursMixAndClamp() {
    assertThat(Colour.mix(0x102030, 0xf0e0d0, 0)).isEqualTo(0x102030);
    assertThat(Colour.mix(0x102030, 0xf0e0d0, 1)).isEqualTo(0xf0e0d0);
    assertThat(Colour.mix(0x000000, 0xff8040, 0.5)).isEqualTo(0x7f4020);
    assertThat(Colour.pack(300, -5, 127.6)).isEqualTo(0xff0080);
    assertThat(Colour.lit(0x804020, new Vec3(1, 0.5, 2))).isEqualTo(0x802040);
  }
}
