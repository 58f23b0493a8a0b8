package dev.cairn.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.torch.FormulaModel;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {

  private static final double[] MARGINS = new double[FormulaModel.CLASSES];
  private static final int ODD = 75;

  @TempDir private Path folder;

  @Test
  void anExportEqualsItsNetwork() throws IOException {
    Path file = folder.resolve("model.onnx");
    try (TrainableModel model = FormulaModel.create("tf_efficientnet_b0", MARGINS)) {
      OnnxExporter.export(model.network(), model::values, ODD, file);
      assertThat(ExportParity.check(model, ODD, file)).isPositive().isLessThan(1e-5);
    }
  }

  @Test
  void theGraphTakesPixelsAndHasNoBatchNormLeft() throws IOException {
    Path file = folder.resolve("model.onnx");
    try (TrainableModel model = FormulaModel.create("tf_efficientnet_b0", MARGINS)) {
      OnnxExporter.export(model.network(), model::values, 64, file);
    }
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    GraphProto graph = model.getGraph();
    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(graph.getInput(0).getName()).isEqualTo("pixels");
    assertThat(graph.getOutput(0).getName()).isEqualTo("embedding");
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .doesNotContain("BatchNormalization");
    assertThat(graph.getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam())
        .isEqualTo("batch");
  }

  @Test
  void anExportOfOtherWeightsIsRefused() throws IOException {
    Path file = folder.resolve("model.onnx");
    try (TrainableModel model = FormulaModel.create("tf_efficientnet_b0", MARGINS);
        TrainableModel other =
            TrainableModel.create(Architectures.byName("tf_efficientnet_b0"), MARGINS, 1, 2)) {
      OnnxExporter.export(other.network(), other::values, 64, file);
      assertThatThrownBy(() -> ExportParity.check(model, 64, file))
          .isInstanceOf(CairnException.class)
          .hasMessageContaining("must not be served")
          .extracting(e -> ((CairnException) e).code())
          .isEqualTo(ErrorCode.EXPORT_PARITY);
    }
  }

  @Test
  void aFileThatIsNoGraphIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "no graph");
    try (TrainableModel model = FormulaModel.create("tf_efficientnet_b0", MARGINS)) {
      assertThatThrownBy(() -> ExportParity.check(model, 64, file))
          .isInstanceOf(CairnException.class)
          .extracting(e -> ((CairnException) e).code())
          .isEqualTo(ErrorCode.MODEL_INVALID);
    }
  }
}
