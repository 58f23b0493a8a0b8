package dev.cairn.train.trainer;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a trainer's JVM is started: like this one, with a heap of its own. */
final class TrainerJvm {
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-modules=jdk.incubator.vector",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          // JavaCPP would end a training whose tensors outgrow a multiple of the Java heap.
          "-Dorg.bytedeco.javacpp.maxBytes=0",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
          // The log goes to standard error without a configuration.
          "-Dorg.jboss.logging.provider=jdk",
          "-XX:+DisplayVMOutputToStderr",
          "-XX:+ExitOnOutOfMemoryError");

  private TrainerJvm() {}

  static List<String> command(Path jobFile, int rank, int heapMib) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(FLAGS);
    command.add("-Xmx" + heapMib + "m");
    command.add(TrainerMain.class.getName());
    command.add(jobFile.toString());
    command.add(Integer.toString(rank));
    return command;
  }

  /**
   * The class path travels here and not in the command: ONNX Runtime 1.29 overruns its stack when
   * the command line of its process is longer than about 3800 characters. Threads that wait for
   * each other sleep instead of spinning, because the machine has other work too.
   */
  static Map<String, String> environment(int threads) {
    return Map.of(
        "CLASSPATH", classPath(System.getProperty("java.class.path")),
        "OMP_NUM_THREADS", Integer.toString(threads),
        "OMP_WAIT_POLICY", "passive");
  }

  /** A Quarkus application has only its launcher on its class path; the libraries lie beside it. */
  static String classPath(String own) {
    Path first = Path.of(own.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    if (!first.endsWith("quarkus-run.jar")) {
      return own;
    }
    Path folder = first.getParent();
    return String.join(
        File.pathSeparator,
        folder.resolve("app") + "/*",
        folder.resolve("lib/main") + "/*",
        folder.resolve("lib/boot") + "/*");
  }
}
