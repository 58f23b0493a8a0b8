package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.train.checkpoint.StageFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a trainer's JVM is started: like this one, with a heap of its own. */
public final class TrainerJvm {
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

  /**
   * The class path is in a file: ONNX Runtime 1.29 overruns its stack when the command line of its
   * process is longer than about 3800 characters. And what is in a file needs no quotes for another
   * host.
   */
  static void writeArguments(StageFolder folder, int heapMib) throws IOException {
    List<String> arguments = new ArrayList<>(FLAGS);
    arguments.add("-Xmx" + heapMib + "m");
    arguments.add("-cp");
    arguments.add(classPath(System.getProperty("java.class.path")));
    String lines = arguments.stream().map(TrainerJvm::quoted).collect(Collectors.joining("\n"));
    AtomicFile.write(folder.javaArguments(), lines.getBytes(UTF_8));
  }

  /** As {@code java} reads it from a file. */
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Path of {@code java}, on every host. */
  public static String executable() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  static List<String> command(StageFolder folder, int rank) {
    return List.of(
        executable(),
        "@" + folder.javaArguments(),
        TrainerMain.class.getName(),
        folder.job().toString(),
        Integer.toString(rank));
  }

  /** Threads that wait for each other sleep, because the machine has other work too. */
  static Map<String, String> environment(int threads) {
    return Map.of("OMP_NUM_THREADS", Integer.toString(threads), "OMP_WAIT_POLICY", "passive");
  }

  /**
   * The class path of a JVM like this one.
   *
   * <p>A Quarkus application has only its launcher on its class path; the libraries lie beside it.
   *
   * @param own class path of this JVM
   */
  public static String classPath(String own) {
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
