package dev.cairn.pipeline.fold;

/**
 * The Mersenne Twister with 32-bit words (M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM
 * TOMACS 8(1), 1998) with the seeding, bounded draw and shuffle of NumPy's legacy {@code
 * RandomState}.
 *
 * <p>Not safe for use by several threads.
 */
final class Mt19937 {
  private static final int WORDS = 624;
  private static final int MIDDLE = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER_BIT = 0x80000000;
  private static final int LOWER_BITS = 0x7fffffff;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  Mt19937(int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 random bits; read them as unsigned. */
  int nextBits() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int bits = state[next++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return bits ^ (bits >>> 18);
  }

  /** A number from 0 to {@code max}, both included; draws nothing when {@code max} is 0. */
  int nextAtMost(int max) {
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value = nextBits() & mask;
    while (value > max) {
      value = nextBits() & mask;
    }
    return value;
  }

  /** Fisher-Yates from the last element down. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextAtMost(i);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int joined = (state[i] & UPPER_BIT) | (state[(i + 1) % WORDS] & LOWER_BITS);
      int twisted = (joined >>> 1) ^ ((joined & 1) * MATRIX);
      state[i] = state[(i + MIDDLE) % WORDS] ^ twisted;
    }
  }
}
