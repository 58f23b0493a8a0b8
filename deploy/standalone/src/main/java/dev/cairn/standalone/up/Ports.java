package dev.cairn.standalone.up;

/**
 * Where to listen, on loopback.
 *
 * @param kafka port of the broker; 0 chooses a free one
 * @param http port of health and metrics; 0 chooses a free one
 */
public record Ports(int kafka, int http) {
  public static final Ports FREE = new Ports(0, 0);
}
