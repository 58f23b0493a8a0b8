package dev.cairn.train.net;

/**
 * {@code x W' + b}; parameters {@code <name>.weight} {@code [out, in]}, {@code .bias} {@code
 * [out]}.
 */
public record Linear(String name, int in, int out) {}
