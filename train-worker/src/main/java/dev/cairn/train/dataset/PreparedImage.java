package dev.cairn.train.dataset;

import java.util.List;
import java.util.OptionalInt;

/**
 * What became of a place in a batch.
 *
 * @param sample whose pixels are in the batch's buffer; empty when the place is left out
 * @param rejected photographs that were tried before
 */
record PreparedImage(OptionalInt sample, List<RejectedPhoto> rejected) {}
