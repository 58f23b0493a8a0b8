package dev.cairn.train.dataset;

import dev.cairn.schemas.error.ErrorCode;

/** A photograph that cannot be used, and why. */
public record RejectedPhoto(String imageId, ErrorCode code, String reason) {}
