package dev.cairn.standalone.demo;

import dev.cairn.schemas.avro.Prediction;
import dev.cairn.standalone.client.FailedImage;
import java.util.List;

/** What a demo run gave. */
record DemoAnswers(
    List<Prediction> predictions, List<FailedImage> failures, List<PhaseRate> rates) {}
