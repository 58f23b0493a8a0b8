package dev.cairn.train.torch;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.Formula;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Models and images of the reference facts. */
public final class FormulaModel {

  public static final int CLASSES = 10;

  private FormulaModel() {}

  /** A model of 10 classes whose weights come from the formula. */
  public static TrainableModel create(String architecture, double[] margins) {
    LandmarkNetwork network = Architectures.byName(architecture);
    TrainableModel model = TrainableModel.create(network, margins, 1, 2);
    model.load("The formula", tensors(network), LoadMode.STRICT);
    return model;
  }

  /** The tensors of such a model by name. */
  public static Map<String, Tensor> tensors(LandmarkNetwork network) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters(CLASSES)) {
      tensors.put(parameter.name(), tensor(parameter));
    }
    return tensors;
  }

  private static Tensor tensor(Parameter parameter) {
    return switch (parameter.kind()) {
      case WEIGHT, BUFFER ->
          Tensor.ofFloats(Formula.weight(parameter.name(), parameter.shape()), parameter.shape());
      case COUNTER ->
          new Tensor(DType.I64, new long[0], MemorySegment.ofArray(new byte[Long.BYTES]));
    };
  }

  /** Images 0 and 1 of the facts. */
  public static ImageBatch images(int size) {
    return batch(size, Formula.image(0, size), Formula.image(1, size));
  }

  /** Puts images into one batch. */
  public static ImageBatch batch(int size, byte[]... images) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.length * size * size * 3);
    for (byte[] image : images) {
      pixels.put(image);
    }
    return new ImageBatch(pixels, images.length, size);
  }
}
