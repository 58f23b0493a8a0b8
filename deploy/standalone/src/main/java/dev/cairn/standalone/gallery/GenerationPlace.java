package dev.cairn.standalone.gallery;

import dev.cairn.embed.stage.GenerationRoute;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.Installation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * How far the workers have followed another generation to make this one, which the broker remembers
 * for their consumer group.
 */
record GenerationPlace(Installation installation, String ensembleDigest) {
  /** Between two attempts. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * Makes the broker forget it. Workers that have not heard yet that the generation is no longer
   * made are waited for.
   *
   * @param attempts at most, a quarter of a second apart
   * @throws CairnException with {@code GENERATION_IN_USE} when a worker does not end to make it
   */
  void forget(int attempts) throws InterruptedException {
    String group = GenerationRoute.group(installation.topicPrefix(), ensembleDigest);
    try (Admin admin = installation.admin()) {
      for (int attempt = 1; !forgotten(admin, group); attempt++) {
        if (attempt == attempts) {
          throw new CairnException(
              ErrorCode.GENERATION_IN_USE,
              "A worker still makes generation %s: drop it when that worker has ended"
                  .formatted(Digests.brief(ensembleDigest)));
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /** False while a worker is in the group. */
  private static boolean forgotten(Admin admin, String group) throws InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get();
      return true;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case GroupIdNotFoundException _ -> true; // its rows were not made from others
        case GroupNotEmptyException _ -> false;
        default ->
            throw new CairnException(
                ErrorCode.KAFKA_UNREACHABLE,
                "The broker did not forget group %s (%s): drop the generation again"
                    .formatted(group, e.getCause().getMessage()),
                e.getCause());
      };
    }
  }
}
