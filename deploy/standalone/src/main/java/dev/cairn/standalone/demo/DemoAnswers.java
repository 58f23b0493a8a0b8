package dev.cairn.standalone.demo;

import dev.cairn.schemas.avro.Prediction;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.demo.report.Phase;
import java.util.List;

/** What a demo run gave. */
record DemoAnswers(List<Prediction> predictions, List<FailedImage> failures, List<Phase> phases) {}
