package dev.cairn.embed.stage;

/** A message, prepared for the device. */
public sealed interface Work permits PreparedImage, Settled {}
