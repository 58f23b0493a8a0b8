package dev.cairn.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerHttpTest {

  @BeforeEach
  @AfterEach
  void forget() {
    System.clearProperty("quarkus.http.host");
    System.clearProperty("quarkus.http.port");
  }

  @Test
  void aWorkerListensOnLoopback() {
    WorkerHttp.listenOnLoopback(8081);
    assertThat(System.getProperty("quarkus.http.host")).isEqualTo("127.0.0.1");
    assertThat(System.getProperty("quarkus.http.port")).isEqualTo("8081");
  }

  @Test
  void whatTheOperatorSetsWins() {
    System.setProperty("quarkus.http.host", "10.0.0.5");
    WorkerHttp.listenOnLoopback(8081);
    assertThat(System.getProperty("quarkus.http.host")).isEqualTo("10.0.0.5");
    assertThat(System.getProperty("quarkus.http.port")).isEqualTo("8081");
  }
}
