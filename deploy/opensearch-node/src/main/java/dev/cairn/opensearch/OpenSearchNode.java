package dev.cairn.opensearch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * Runs an OpenSearch node until its process ends, over HTTP without encryption. The node lies below
 * the folder of the first argument; the others are its settings, {@code name=value}.
 */
public final class OpenSearchNode {
  /** By name, as the second comes in an archive that the compiler does not look into. */
  private static final List<String> PLUGINS =
      List.of("org.opensearch.transport.Netty4ModulePlugin", "org.opensearch.knn.plugin.KNNPlugin");

  private OpenSearchNode() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Path config = Files.createDirectories(home.resolve("config"));
    Map<String, String> properties = new HashMap<>();
    for (String setting : List.of(arguments).subList(1, arguments.length)) {
      int between = setting.indexOf('=');
      properties.put(setting.substring(0, between), setting.substring(between + 1));
    }
    Settings settings =
        Settings.builder()
            .put("path.home", home)
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .build();
    new ClassPathNode(settings, properties, config).start();
    Thread.currentThread().join();
  }

  /** A node whose plugins are on its class path rather than in folders. */
  private static final class ClassPathNode extends Node {
    ClassPathNode(Settings settings, Map<String, String> properties, Path config) {
      super(
          InternalSettingsPreparer.prepareEnvironment(
              settings, properties, config, () -> "opensearch-node"),
          PLUGINS.stream().map(ClassPathNode::info).toList(),
          false);
    }

    private static PluginInfo info(String plugin) {
      return new PluginInfo(
          plugin, "on the class path", "NA", Version.CURRENT, "25", plugin, null, List.of(), false);
    }
  }
}
