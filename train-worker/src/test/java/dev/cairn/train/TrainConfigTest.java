package dev.cairn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.host.Host;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.ranks.DeviceKind;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainConfigTest {

  @Test
  void defaults() {
    TrainConfig config = config(Map.of());
    assertThat(config.work()).isEqualTo(Path.of("work/train"));
    assertThat(config.instanceId()).isEqualTo("train-0");
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.dataRoots()).isEmpty();
    assertThat(config.modelRoots()).isEmpty();
    assertThat(config.device()).isEqualTo(DeviceKind.CPU);
    assertThat(config.threads()).isEmpty();
    assertThat(config.processes()).isEmpty();
    assertThat(config.hosts()).isEmpty();
    assertThat(config.address()).isEmpty();
    assertThat(config.memory()).isEmpty();
    assertThat(config.heap().asLongValue()).isEqualTo(2L << 30);
  }

  @Test
  void everySettingHasItsKey() {
    TrainConfig config =
        config(
            Map.of(
                "cairn.train.work", "/data/train",
                "cairn.train.data-roots", "/data/gldv2,/data/photos",
                "cairn.train.model-roots", "/data/models",
                "cairn.train.instance-id", "train-7",
                "cairn.train.checkpoint-interval", "90s",
                "cairn.train.device", "auto",
                "cairn.train.threads", "3",
                "cairn.train.processes", "2",
                "cairn.train.memory", "16G",
                "cairn.train.heap", "512M"));
    assertThat(config.work()).isEqualTo(Path.of("/data/train"));
    assertThat(config.instanceId()).isEqualTo("train-7");
    assertThat(config.dataRoots())
        .contains(List.of(Path.of("/data/gldv2"), Path.of("/data/photos")));
    assertThat(config.modelRoots()).contains(List.of(Path.of("/data/models")));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.device()).isEqualTo(DeviceKind.AUTO);
    assertThat(config.threads()).hasValue(3);
    assertThat(config.processes()).hasValue(2);
    assertThat(config.memory().orElseThrow().asLongValue()).isEqualTo(16L << 30);
    assertThat(config.heap().asLongValue()).isEqualTo(512L << 20);
  }

  @Test
  void hostsAreTakenInTheirOrder() {
    Hosts hosts =
        ConfiguredHosts.of(
            config(
                Map.of(
                    "cairn.train.address", "127.0.0.1",
                    "cairn.train.hosts[0].launcher", "ssh -o BatchMode=yes  gpu-2",
                    "cairn.train.hosts[0].processes", "2",
                    "cairn.train.hosts[1].launcher", "kubectl exec -i train-1 --",
                    "cairn.train.hosts[1].processes", "4")),
            1);
    assertThat(hosts.address()).isEqualTo("127.0.0.1");
    assertThat(hosts.all())
        .containsExactly(
            Host.here(1),
            new Host(List.of("ssh", "-o", "BatchMode=yes", "gpu-2"), 2),
            new Host(List.of("kubectl", "exec", "-i", "train-1", "--"), 4));
  }

  @Test
  void withoutFurtherHostsNothingElseIsNeeded() {
    assertThat(ConfiguredHosts.of(config(Map.of("cairn.train.work", "/a b")), 3))
        .isEqualTo(Hosts.local(3));
  }

  @ParameterizedTest
  @CsvSource({
    "cairn.train.address, '', cairn.train.address is missing",
    "cairn.train.address, 192.0.2.1, 'cairn.train.address is 192.0.2.1, which is no address of this machine'",
    "cairn.train.device, auto, cairn.train.device is auto",
    "cairn.train.work, /data/my work, /data/my work' cannot be named to cairn.train.hosts",
    "cairn.train.hosts[0].processes, 0, 'at least 1 process, not 0'"
  })
  void hostsThatCannotTrainAreRefusedAtTheStart(String key, String value, String message) {
    Map<String, String> settings = new HashMap<>();
    settings.put("cairn.train.address", "127.0.0.1");
    settings.put("cairn.train.work", "/data/train");
    settings.put("cairn.train.hosts[0].launcher", "ssh gpu-2");
    settings.put("cairn.train.hosts[0].processes", "2");
    settings.put(key, value);
    assertThatThrownBy(() -> ConfiguredHosts.of(config(settings), 1))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.START_FAILED));
  }

  private static TrainConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(TrainConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(TrainConfig.class);
  }
}
