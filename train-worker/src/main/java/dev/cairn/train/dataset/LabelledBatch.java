package dev.cairn.train.dataset;

import dev.cairn.train.torch.ImageBatch;
import java.util.List;

/**
 * Pixels with what each image is.
 *
 * @param index of the batch in its plan, from 0
 * @param pixels valid until the next batch is taken
 * @param samples number of each image among the samples of the plan
 * @param labels class of each image
 * @param unusable planned photographs that could not be used
 */
public record LabelledBatch(
    int index,
    ImageBatch pixels,
    int[] samples,
    int[] labels,
    List<String> imageIds,
    int unusable) {}
