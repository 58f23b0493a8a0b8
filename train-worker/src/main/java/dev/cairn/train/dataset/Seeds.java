package dev.cairn.train.dataset;

/** Seeds that depend on where they are used, so that no generator has a position to remember. */
final class Seeds {

  private Seeds() {}

  /** The seed of one place of an epoch. */
  static long of(long seed, int epoch, int index) {
    return mix(mix(mix(seed) + epoch) + index);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
