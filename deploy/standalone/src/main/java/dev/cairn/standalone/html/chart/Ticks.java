package dev.cairn.standalone.html.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis with round numbers along it, one, two or five times a power of ten apart.
 *
 * @param first where the axis begins
 * @param last where it ends, after {@code first}
 * @param values ascending, between both
 */
public record Ticks(double first, double last, List<BigDecimal> values) {
  private static final int ABOUT = 5;
  private static final BigDecimal WRITTEN_OUT = new BigDecimal("0.001");

  /** From the round number below the lowest value to the one above the highest. */
  public static Ticks around(double lowest, double highest) {
    double span = highest > lowest ? highest - lowest : Math.max(Math.abs(highest), 1e-9);
    BigDecimal step = step(span / ABOUT);
    BigDecimal last = multiple(highest, step, RoundingMode.CEILING);
    List<BigDecimal> values = new ArrayList<>(List.of(multiple(lowest, step, RoundingMode.FLOOR)));
    while (values.getLast().compareTo(last) < 0 || values.size() < 2) {
      values.add(values.getLast().add(step));
    }
    return new Ticks(
        values.getFirst().doubleValue(), values.getLast().doubleValue(), List.copyOf(values));
  }

  /** From one whole number to a larger one, with round ones between them. */
  public static Ticks between(int first, int last) {
    BigDecimal step = step(Math.max(1, (last - first) / (2.0 * ABOUT)));
    List<BigDecimal> values = new ArrayList<>();
    BigDecimal value = multiple(first, step, RoundingMode.CEILING);
    while (value.doubleValue() <= last) {
      values.add(value);
      value = value.add(step);
    }
    return new Ticks(first, last, List.copyOf(values));
  }

  private static BigDecimal step(double least) {
    int power = (int) Math.floor(Math.log10(least));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
      if (step.doubleValue() >= least * (1 - 1e-9)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }

  private static BigDecimal multiple(double value, BigDecimal step, RoundingMode rounding) {
    double steps = value / step.doubleValue();
    double whole = Math.rint(steps);
    BigDecimal exact = BigDecimal.valueOf(Math.abs(steps - whole) < 1e-9 ? whole : steps);
    return exact.setScale(0, rounding).multiply(step);
  }

  /** Where a value lies between the first and the last: 0 to 1. */
  double share(double value) {
    return (value - first) / (last - first);
  }

  static String label(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    String text =
        plain.signum() != 0 && plain.abs().compareTo(WRITTEN_OUT) < 0
            ? plain.unscaledValue() + "e-" + plain.scale()
            : plain.toPlainString();
    return text.replace('-', '−');
  }
}
