package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint of b0 through all commands, in one work folder. */
class ModelCommandTest {
  private static final String B0 = "tf_efficientnet_b0";

  @TempDir private static Path folder;
  private static Path checkpoint;
  private static Ran imported;
  private static String digest;

  @BeforeAll
  static void importACheckpoint() throws IOException {
    checkpoint = folder.resolve("b0.safetensors");
    try (TrainableModel model =
        TrainableModel.create(Architectures.byName(B0), new double[0], 1, 1)) {
      model.saveWeights(checkpoint);
    }
    imported = model("import", checkpoint.toString(), "--arch", B0, "--image-size", "32");
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    digest = imported.out().replaceAll("(?s).*bundle +(\\w+).*", "$1");
  }

  @Test
  void anImportTellsWhatBecameOfTheFile() {
    assertThat(digest).hasSize(64);
    assertThat(imported.out())
        .containsPattern("loaded +311 of 311 parameters")
        .containsPattern("head +none")
        .containsPattern("parity +\\d.*e-0[5-9]")
        .doesNotContain("missing", "promoted");
  }

  @Test
  void theBundleIsListedAndInspectedByTheStartOfItsDigest() {
    assertThat(model("list").out()).startsWith(digest.substring(0, 12)).contains("32 px");
    assertThat(model("inspect", digest.substring(0, 8)).out())
        .contains(digest, "importedFile", "b0.safetensors", "multiply-adds", "weights.safetensors");
  }

  @Test
  void theBundleVerifiesUntilAFileChanges() throws IOException {
    assertThat(model("verify", digest).out()).contains("match " + digest, "allowed 0.00010");
    Path classes = folder.resolve("store/bundles/" + digest + "/classes.csv");
    String before = Files.readString(classes);
    Files.writeString(classes, before + "0,tower,1\n");
    Ran changed = model("verify", digest);
    Files.writeString(classes, before);
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err()).contains("MODEL_INVALID");
  }

  @Test
  void anExportIsAFileOfTheOriginalsNames() throws IOException {
    Path out = folder.resolve("out.safetensors");
    Ran exported = model("export", digest, "--format", "safetensors", "--out", out.toString());
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    try (Safetensors file = Safetensors.open(out)) {
      assertThat(file.names()).contains("enet.conv_stem.weight", "feat.bias");
    }
  }

  @Test
  void aFileIsInspectedAgainstAnArchitecture() {
    Ran plain = model("inspect", checkpoint.toString(), "--tensors");
    assertThat(plain.out()).containsPattern("format +safetensors").contains("enet.bn1.bias");
    assertThat(model("inspect", checkpoint.toString(), "--arch", "tf_efficientnet_b3").out())
        .contains("missing", "wrong", "more");
  }

  @Test
  void aFileThatDoesNotFitIsReportedAndNotImported() throws IOException {
    Path file = folder.resolve("other.safetensors");
    Safetensors.write(file, Map.of(), Map.of("a", Tensor.ofFloats(new float[1], 1)));
    Ran ran = model("import", file.toString(), "--arch", B0);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).containsPattern("loaded +0 of 311").containsPattern("unexpected +a");
    assertThat(ran.err()).contains("MODEL_INVALID");
  }

  @Test
  void aPickleThatNamesAProgramIsRefusedByTheName() throws IOException {
    Path created = folder.resolve("created");
    String pickle = "\u0080\u0002cos\nsystem\nX\u00ff\u0000\u0000\u0000touch " + created;
    Path file = Files.write(folder.resolve("evil.pth"), pickle.getBytes(ISO_8859_1));
    Ran ran = model("import", file.toString(), "--arch", B0);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("it names os.system").contains("CHECKPOINT_UNSAFE");
    assertThat(created).doesNotExist();
  }

  @Test
  void anUnknownDigestIsTold() {
    Ran ran = model("verify", "0123");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("'0123'").contains("MODEL_NOT_FOUND");
  }

  private static Ran model(String command, String... args) {
    String[] line = new String[args.length + 4];
    System.arraycopy(new String[] {"model", command, "--work", folder.toString()}, 0, line, 0, 4);
    System.arraycopy(args, 0, line, 4, args.length);
    return Ran.run(line);
  }
}
