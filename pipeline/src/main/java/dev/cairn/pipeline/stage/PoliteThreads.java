package dev.cairn.pipeline.stage;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;
import org.jboss.logging.Logger;

/**
 * Daemon threads that leave the processor to others. The threads of a network meet after every
 * operator: when one of them loses its core to a decoder, all wait. Decoders that yield run in
 * those gaps instead. They do not starve: what waits for them ends up idle, and beside other work
 * they keep their tenth.
 */
final class PoliteThreads {
  private static final Logger LOG = Logger.getLogger(PoliteThreads.class);

  /** A tenth of the processor against a thread of normal priority. */
  private static final int NICE = 10;

  /** On Linux, and only there, process 0 means the calling thread. */
  private static final int CALLING_THREAD = 0;

  private static final int PRIO_PROCESS = 0;

  private PoliteThreads() {}

  /** Threads with this name and a number. */
  static ThreadFactory named(String prefix) {
    ThreadFactory threads = Thread.ofPlatform().name(prefix, 0).daemon().factory();
    return System.getProperty("os.name").equals("Linux")
        ? work ->
            threads.newThread(() -> {
              yieldToOthers();
              work.run();
            })
        : threads;
  }

  private static void yieldToOthers() {
    try {
      int error = (int) SetPriority.HANDLE.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
      if (error != 0) {
        LOG.debug("The system does not let this thread yield");
      }
    } catch (Throwable e) { // declared by every method handle
      throw new LinkageError("setpriority cannot be called", e);
    }
  }

  /** Looked up where it exists. */
  private static final class SetPriority {
    private static final MethodHandle HANDLE =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  }
}
