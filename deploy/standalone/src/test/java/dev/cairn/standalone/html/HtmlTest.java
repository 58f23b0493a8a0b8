package dev.cairn.standalone.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void escapesWhatHtmlGivesAMeaningTo() {
    assertThat(Html.escape("<a href=\"x\">'&amp;'</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
  }

  @Test
  void doesNotSearchInsertedValuesForPlaceholders() {
    assertThat(Html.fill("{{a}}-{{b}}", Map.of("a", "{{b}}$1\\", "b", "2")))
        .isEqualTo("{{b}}$1\\-2");
  }

  @Test
  void numbersKeepTheirOrderOfMagnitude() {
    assertThat(Html.number(0.25)).isEqualTo("0.250");
    assertThat(Html.number(0)).isEqualTo("0.000");
    assertThat(Html.number(-12.3456)).isEqualTo("−12.346");
    assertThat(Html.number(1e-86)).isEqualTo("1.0e−86");
    assertThat(Html.number(Double.NaN)).isEqualTo("—");
    assertThat(Html.number(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }
}
