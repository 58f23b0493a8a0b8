package dev.cairn.embed.session;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.cairn.pipeline.bundle.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Opens the graph of a bundle, as it was optimised before where the cache has it. */
final class GraphLoader {
  private static final Logger LOG = Logger.getLogger(GraphLoader.class);

  private final Bundle bundle;
  private final SessionSettings settings;

  private GraphLoader(Bundle bundle, SessionSettings settings) {
    this.bundle = bundle;
    this.settings = settings;
  }

  /** The caller closes the model. */
  static Model load(Bundle bundle, SessionSettings settings) {
    OnnxEngine.await();
    try {
      return new GraphLoader(bundle, settings).load();
    } catch (OrtException | MalformedModelException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Model load() throws OrtException, IOException, MalformedModelException {
    Optional<Path> cached = cached();
    if (cached.isEmpty()) {
      try (SessionOptions options = Providers.options(settings)) {
        return open(bundle.model(), options);
      }
    }
    if (Files.exists(cached.get())) {
      try {
        return openOptimized(cached.get());
      } catch (OrtException | MalformedModelException e) {
        LOG.warnf("The cached graph %s is made anew: %s", cached.get(), e.getMessage());
      }
    }
    return optimizeInto(cached.get());
  }

  /** TensorRT keeps its engines itself; a graph that holds some cannot be written. */
  private Optional<Path> cached() {
    String name =
        "%s-%s-%s-%s-%s.onnx"
            .formatted(
                bundle.digest(),
                settings.provider(),
                settings.optimization(),
                OrtEnvironment.getEnvironment().getVersion(),
                System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT);
    return settings
        .cache()
        .filter(folder -> settings.provider() != ExecutionProvider.TENSORRT)
        .map(folder -> folder.resolve(name));
  }

  private Model openOptimized(Path graph)
      throws OrtException, IOException, MalformedModelException {
    try (SessionOptions options = Providers.options(settings)) {
      options.setOptimizationLevel(GraphOptimization.NONE.ofOnnxRuntime());
      return open(graph, options);
    }
  }

  private Model optimizeInto(Path cached)
      throws OrtException, IOException, MalformedModelException {
    Files.createDirectories(cached.getParent());
    Path written = Files.createTempFile(cached.getParent(), bundle.digest(), ".tmp");
    try (SessionOptions options = Providers.options(settings)) {
      options.setOptimizedModelFilePath(written.toString());
      Model model = open(bundle.model(), options);
      Files.move(
          written, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return model;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Providers come with the options; DJL's own device is where pixels are handed over. */
  private Model open(Path graph, SessionOptions options)
      throws IOException, MalformedModelException {
    Model model = Model.newInstance(bundle.digest(), Device.cpu(), OnnxEngine.NAME);
    try {
      model.load(graph, null, Map.of("sessionOptions", options));
      return model;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
