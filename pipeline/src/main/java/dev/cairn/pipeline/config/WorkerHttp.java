package dev.cairn.pipeline.config;

import java.util.Locale;

/** Where a worker that runs as an application of its own answers health and metrics. */
public final class WorkerHttp {

  private WorkerHttp() {}

  /**
   * Makes loopback and this port the defaults; a system property or environment variable wins. It
   * is called before Quarkus starts, because a configuration file in the jar of a worker would also
   * count for every application that uses the worker as a library.
   */
  public static void listenOnLoopback(int port) {
    setDefault("quarkus.http.host", "127.0.0.1");
    setDefault("quarkus.http.port", Integer.toString(port));
  }

  private static void setDefault(String key, String value) {
    String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
    if (System.getProperty(key) == null && System.getenv(variable) == null) {
      System.setProperty(key, value);
    }
  }
}
