package dev.cairn.train.torch;

import dev.cairn.train.net.LandmarkNetwork;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One pass of embeddings through the head. Its gradient is written out, because the head of many
 * landmarks takes gigabytes: autograd would keep it normalised and add up its gradient from several
 * tensors of its size; here there is none beside the head and its gradient. Works without autograd.
 *
 * @param centres {@code [classes * 3, 512]}, not normalised
 * @param inverse of the centres' lengths, {@code [classes * 3]}
 * @param unit embeddings, L2-normalised, {@code [images, 512]}
 * @param length of the embeddings, {@code [images, 1]}
 * @param all cosines, {@code [images, classes * 3]}
 * @param cosines with the nearest sub-centre of each class, {@code [images, classes]}
 * @param nearest which of the three that is, {@code [images, classes]}
 */
record Head(
    Tensor centres,
    Tensor inverse,
    Tensor unit,
    Tensor length,
    Tensor all,
    Tensor cosines,
    Tensor nearest) {

  /** As PyTorch's {@code normalize}. */
  private static final double SMALLEST_LENGTH = 1e-12;

  /**
   * @param embedding float32 {@code [images, 512]}, not normalised
   */
  static Head of(Tensor embedding, Tensor centres) {
    Tensor inverse = rowLengths(centres).squeeze(1).reciprocal_();
    Tensor length = rowLengths(embedding);
    Tensor unit = embedding.div(length);
    Tensor all = unit.mm(centres.t()).mul_(inverse);
    T_TensorTensor_T best = grouped(all).max(2);
    return new Head(centres, inverse, unit, length, all, best.get0(), best.get1());
  }

  /**
   * Cosine of each image with every sub-centre of its own class, {@code [images, 3]}.
   *
   * @param embedding {@code [images, 512]}, not normalised
   * @param centres {@code [classes * 3, 512]}, not normalised
   * @param labels class of each image
   */
  static Tensor ownCosines(Tensor embedding, Tensor centres, int[] labels) {
    Tensor classes = Tensor.create(labels).to(centres.device(), ScalarType.Long);
    long[] byClass = {-1, LandmarkNetwork.SUB_CENTRES * LandmarkNetwork.DIMENSION};
    Tensor own = centres.view(byClass).index_select(0, classes);
    Tensor rows = torch.normalize(own.view(-1, LandmarkNetwork.DIMENSION));
    Tensor unit = torch.normalize(embedding).unsqueeze(1);
    Tensor ofImages = rows.view(-1, LandmarkNetwork.SUB_CENTRES, LandmarkNetwork.DIMENSION);
    return ofImages.mul(unit).sum(2);
  }

  private static Tensor rowLengths(Tensor rows) {
    ScalarOptional two = new ScalarOptional(new Scalar(2));
    return rows.norm(two, new long[] {1}, true).clamp_min_(new Scalar(SMALLEST_LENGTH));
  }

  private static Tensor grouped(Tensor all) {
    long classes = all.size(1) / LandmarkNetwork.SUB_CENTRES;
    return all.view(all.size(0), classes, LandmarkNetwork.SUB_CENTRES);
  }

  /**
   * With {@code cosine = unit . centre * inverse}, where {@code inverse} has the gradient {@code
   * -inverse^3 * centre}.
   *
   * @param gradient of the cosines, {@code [images, classes]}
   * @param centresGradient where the centres' gradient is added
   * @return the gradient of the embeddings
   */
  Tensor backward(Tensor gradient, Tensor centresGradient) {
    Tensor each = torch.zeros_like(all);
    grouped(each).scatter_(2, nearest.unsqueeze(2), gradient.unsqueeze(2));
    Tensor radial = each.mul(all).sum(0).mul_(inverse).mul_(inverse);
    Tensor scaled = each.mul_(inverse);
    centresGradient.addmm_(scaled.t(), unit);
    centresGradient.addcmul_(centres, radial.unsqueeze(1), new Scalar(-1));
    Tensor along = scaled.mm(centres);
    Tensor outward = along.mul(unit).sum(new long[] {1}, true, new ScalarTypeOptional());
    return along.addcmul_(unit, outward, new Scalar(-1)).div_(length);
  }
}
