package dev.cairn.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What work took. Time of the processors tells more than the clock where others use the machine.
 *
 * @param seconds by the clock
 * @param processorSeconds of all threads of this process
 */
public record Effort(double seconds, double processorSeconds) {

  public static Effort of(Timing.Work work) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processorNanos = system.getProcessCpuTime();
    double seconds = Timing.of(0, 1, work).medianSeconds();
    return new Effort(seconds, (system.getProcessCpuTime() - processorNanos) / 1e9);
  }

  public double rate(int images) {
    return images / seconds;
  }

  public double processorMillis(int images) {
    return 1e3 * processorSeconds / images;
  }
}
