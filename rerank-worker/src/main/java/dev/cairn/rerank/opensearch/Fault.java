package dev.cairn.rerank.opensearch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.opensearch.client.opensearch._types.ErrorCause;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.ShardStatistics;
import org.opensearch.client.transport.httpclient5.ResponseException;

/**
 * What a failed call means.
 *
 * @param reason as it is told to the operator, with the remedy where there is one
 * @param passes true when the same call may succeed later
 */
record Fault(String reason, boolean passes) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int LONGEST = 300;

  /** The cluster has answered that a part of a call may succeed later. */
  static final class Passing extends IOException {
    private static final long serialVersionUID = 1L;

    Passing(String reason) {
      super(reason);
    }
  }

  /** Another attempt would fail as well. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String reason) {
      super(reason);
    }

    static Broken gone(String index) {
      return new Broken(
          "The gallery's index %s is gone, cleared by another worker or deleted: restart this one"
              .formatted(index));
    }
  }

  static Fault of(Exception failure) {
    Optional<ResponseException> response = response(failure);
    if (response.isPresent()) {
      return refused(response.get());
    }
    return switch (failure) {
      case Passing e -> new Fault(e.getMessage(), true);
      case Broken e -> new Fault(e.getMessage(), false);
      case OpenSearchException e -> new Fault(describe(e.error()), mayPass(e.status()));
      case SSLHandshakeException e ->
          new Fault(
              "its certificate is not trusted (%s): give the JVM a trust store with -Djavax.net.ssl.trustStore"
                  .formatted(clip(e.getMessage())),
              false);
      case SocketTimeoutException e ->
          new Fault(
              "no answer in time (%s); if it only is slow, raise cairn.rerank.opensearch.request-timeout"
                  .formatted(clip(e.getMessage())),
              true);
      // What a refresh tells of a shard that failed is less than the client wants to read.
      case RuntimeException e when String.valueOf(e.getMessage()).contains("ShardSearchFailure") ->
          new Fault("some shards do not answer", true);
      case InterruptedIOException e -> new Fault(e.getMessage(), false);
      case IOException e -> new Fault(clip(e.getMessage()), true);
      default ->
          new Fault("it does not answer as OpenSearch does: " + clip(failure.toString()), false);
    };
  }

  /** The client wraps an answer in exceptions of its own. */
  private static Optional<ResponseException> response(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException response) {
        return Optional.of(response);
      }
    }
    return Optional.empty();
  }

  /**
   * What only a part of the shards has done is not done.
   *
   * @throws Passing when a shard has failed
   */
  static void requireAll(ShardStatistics shards) throws Passing {
    if (shards.failed() > 0) {
      throw new Passing("%d of %d shards do not answer".formatted(shards.failed(), shards.total()));
    }
  }

  /** True when a call with this answer may succeed later. */
  static boolean mayPass(int status) {
    return status == TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR;
  }

  static String describe(ErrorCause error) {
    return clip(error.type() + ": " + error.reason());
  }

  private static Fault refused(ResponseException failure) {
    String text = clip(failure.getMessage());
    // Unlike a missing right, a block is taken away again, for instance when a disk has space.
    boolean blocked = failure.getMessage().contains("cluster_block_exception");
    if (failure.status() == UNAUTHORIZED) {
      return new Fault(
          "it refuses the credentials: set cairn.rerank.opensearch.user and password", false);
    }
    if (failure.status() == FORBIDDEN && !blocked) {
      return new Fault(
          "its user may not do what is needed (%s): give it the rights that docs/opensearch.md lists"
              .formatted(text),
          false);
    }
    return new Fault(text, blocked || mayPass(failure.status()));
  }

  private static String clip(String text) {
    String line = String.valueOf(text).replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
