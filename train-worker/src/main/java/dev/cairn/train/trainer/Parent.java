package dev.cairn.train.trainer;

import dev.cairn.train.torch.LoadMode;
import java.nio.file.Path;

/**
 * Where a stage takes its first weights from.
 *
 * @param checkpoint of the finished stage
 * @param bundleDigest of the bundle that the finished stage published
 * @param classes {@code classes.csv} of that bundle
 * @param mode with or without the head
 */
public record Parent(Path checkpoint, String bundleDigest, Path classes, LoadMode mode) {}
