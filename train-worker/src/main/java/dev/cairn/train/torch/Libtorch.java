package dev.cairn.train.torch;

import dev.cairn.schemas.avro.Precision;
import dev.cairn.train.ranks.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** Settings of libtorch that hold for the whole process. */
final class Libtorch {
  private static final String INSTRUCTIONS = "ONEDNN_MAX_CPU_ISA";
  private static final Path PROCESSOR = Path.of("/sys/devices/system/cpu/cpu0");

  /** Without the instructions for bfloat16 among others. */
  private static final boolean LIMITED = hidesCaches() && System.getenv(INSTRUCTIONS) == null;

  static {
    if (LIMITED) {
      setEnvironment(INSTRUCTIONS, "AVX");
    }
  }

  private Libtorch() {}

  /** Prepares the process for work on a device. */
  static void use(Device device) {
    // oneDNN does the work. Where NNPACK cannot run it says so again with every convolution.
    torch.globalContext().setUserEnabledNNPACK(false);
    // Else convolutions in float32 have the 10 bits of TF32 on a GPU.
    torch.globalContext().setAllowTF32CuDNN(false);
    if (device instanceof Device.Cpu(int threads)) {
      torch.set_num_threads(threads);
      // The matrices are small, and threads of its own would fight those of libtorch.
      openblas_nolapack.blas_set_num_threads(1);
    }
  }

  /** What a precision comes to on a device. */
  static boolean usesBfloat16(Precision precision, Device device) {
    return switch (precision) {
      case FLOAT32 -> false;
      case BFLOAT16 -> true;
      case AUTO -> device.computesInBfloat16() && !(device instanceof Device.Cpu && LIMITED);
    };
  }

  /**
   * Some virtual machines do not tell the sizes of the processor's caches. The convolutions of
   * libtorch's oneDNN (3.7) for AVX2 and AVX-512 divide by them: they crash, or give wrong values.
   * Those for AVX do not.
   */
  private static boolean hidesCaches() {
    return Files.isDirectory(PROCESSOR) && !Files.isDirectory(PROCESSOR.resolve("cache/index0"));
  }

  /** Must come before the first convolution, when oneDNN reads it; Java cannot set its own. */
  private static void setEnvironment(String name, String value) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow("setenv");
    MethodHandle setenv =
        linker.downcallHandle(
            function,
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int status = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (status != 0) {
        throw new IllegalStateException("Cannot set " + name + " in the environment");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
