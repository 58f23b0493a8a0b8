package dev.cairn.train.dataset;

import dev.cairn.train.torch.ImageBatch;

/**
 * Pixels with the class of each image.
 *
 * @param pixels valid until the next batch is taken
 */
public record LabelledBatch(ImageBatch pixels, int[] labels) {}
