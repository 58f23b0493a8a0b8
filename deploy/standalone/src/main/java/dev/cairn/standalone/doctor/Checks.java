package dev.cairn.standalone.doctor;

import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.global.torch;

/** Everything that has to be right before {@code cairn up} can serve and train. */
public final class Checks {
  private static final int JAVA_FEATURE = 25;
  private static final long NEEDED_MEMORY = 6L << 30;
  private static final long NEEDED_DISK = 2L << 30;

  private Checks() {}

  public static List<Check> run(WorkFolder work) {
    return List.of(
        java(),
        memory(),
        nativeLibrary("image decoder", () -> "OpenCV " + opencv_core.CV_VERSION()),
        nativeLibrary(
            "inference", () -> "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion()),
        nativeLibrary("training", Checks::libtorch),
        disk(work));
  }

  private static Check java() {
    int feature = Runtime.version().feature();
    return new Check(
        "java",
        feature == JAVA_FEATURE,
        "%s at %s; Cairn wants a JDK %d"
            .formatted(Runtime.version(), System.getProperty("java.home"), JAVA_FEATURE));
  }

  private static Check memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long bytes = system.getTotalMemorySize();
    return new Check(
        "machine",
        bytes >= NEEDED_MEMORY,
        "%d processors, %.1f GiB; the demo wants %d GiB"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                bytes / (double) (1L << 30),
                NEEDED_MEMORY >> 30));
  }

  private static String libtorch() {
    Loader.load(torch.class);
    return "libtorch with %d threads".formatted(torch.get_num_threads());
  }

  private static Check nativeLibrary(String name, Callable<String> load) {
    try {
      return new Check(name, true, load.call());
    } catch (Exception | LinkageError e) {
      return new Check(
          name,
          false,
          "%s; is %s-%s a platform that Cairn is built for?"
              .formatted(e, System.getProperty("os.name"), System.getProperty("os.arch")));
    }
  }

  private static Check disk(WorkFolder work) {
    try {
      Files.createDirectories(work.root());
      Path probe = Files.createTempFile(work.root(), "doctor", ".tmp");
      Files.delete(probe);
      FileStore disk = Files.getFileStore(work.root());
      long free = disk.getUsableSpace();
      return new Check(
          "work folder",
          free >= NEEDED_DISK,
          "%s, %.1f GiB free; the demo wants %d GiB"
              .formatted(work.root(), free / (double) (1L << 30), NEEDED_DISK >> 30));
    } catch (IOException e) {
      return new Check(
          "work folder", false, "cannot write to it: %s. Choose another with --work".formatted(e));
    }
  }
}
