package dev.cairn.train.dataset;

import dev.cairn.train.torch.ImageBatch;
import java.util.List;

/**
 * Pixels with what each image is.
 *
 * @param index of the batch in its plan, from 0
 * @param pixels valid until the next batch is taken
 * @param labels class of each image
 */
public record LabelledBatch(int index, ImageBatch pixels, int[] labels, List<String> imageIds) {}
