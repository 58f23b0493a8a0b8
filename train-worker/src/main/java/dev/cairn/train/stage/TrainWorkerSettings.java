package dev.cairn.train.stage;

import dev.cairn.train.ranks.DeviceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a worker has to know.
 *
 * @param kafka the installation's client settings
 * @param topicPrefix of all topics
 * @param instanceId stable name of this worker: the group knows it again after a restart
 * @param store folder of blobs, bundles and datasets
 * @param work folder of checkpoints and logs
 * @param dataRoots folders below which datasets may lie
 * @param modelRoots folders below which checkpoint files may lie
 * @param checkpointInterval after which an epoch's work is kept in its middle
 * @param device that stages train on
 * @param capacity for the stage that runs
 */
public record TrainWorkerSettings(
    Map<String, Object> kafka,
    String topicPrefix,
    String instanceId,
    Path store,
    Path work,
    List<Path> dataRoots,
    List<Path> modelRoots,
    Duration checkpointInterval,
    DeviceKind device,
    Capacity capacity) {}
