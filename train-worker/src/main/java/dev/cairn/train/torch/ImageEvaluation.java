package dev.cairn.train.torch;

/** What the network makes of one image, compared with its label. */
public record ImageEvaluation(double loss, int bestClass, double bestCosine) {}
