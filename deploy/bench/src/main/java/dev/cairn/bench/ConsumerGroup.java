package dev.cairn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Members of a consumer group that share partitions among them. */
record ConsumerGroup(Admin admin, String id) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Returns when so many members are there and each has something to read. */
  void awaitMembers(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isShared(members(), count)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The %d members of group %s do not share its partitions: see the log"
                .formatted(count, id));
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean isShared(Collection<MemberDescription> members, int count) {
    return members.size() == count
        && members.stream().noneMatch(member -> member.assignment().topicPartitions().isEmpty());
  }

  /** None while nobody has joined yet. */
  private Collection<MemberDescription> members() throws IOException, InterruptedException {
    try {
      return admin.describeConsumerGroups(List.of(id)).describedGroups().get(id).get().members();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw new IOException(e.getCause());
    }
  }
}
