package io.llmcache.internal.reply;

/**
 * A vector in 12 bits a number:
 *
 * <pre>
 *   1  k: a step is 2^-k
 *   1  how many numbers the last three bytes hold: 1 or 2; 0 where there are none
 *   3  for each two numbers, in steps, as signed integers: the low eight bits of the first; its high
 *      four, and above them the low four of the second; the high eight of the second
 * </pre>
 *
 * The step is as small as the largest number lets it be. So a number of a unit vector is off by
 * less than a part in 4,000 of the largest, and a cosine by some 1e-5. What was unpacked is packed
 * as the same bytes again.
 */
final class PackedVector {

  /** In steps. */
  private static final int MOST = 2_047;

  private static final int FINEST = 60;
  private static final int HEAD = 2;

  private PackedVector() {}

  static byte[] pack(float[] vector) {
    int finest = finest(vector);
    byte[] packed = new byte[HEAD + 3 * ((vector.length + 1) / 2)];
    packed[0] = (byte) finest;
    packed[1] = (byte) (vector.length == 0 ? 0 : 2 - vector.length % 2);
    int at = HEAD;
    for (int i = 0; i < vector.length; i += 2) {
      int first = steps(vector[i], finest);
      int second = i + 1 < vector.length ? steps(vector[i + 1], finest) : 0;
      packed[at++] = (byte) first;
      packed[at++] = (byte) (first >> 8 & 0xf | second << 4);
      packed[at++] = (byte) (second >> 4);
    }
    return packed;
  }

  /** The largest k for which no number has too many steps. */
  private static int finest(float[] vector) {
    float largest = 0;
    for (float number : vector) {
      largest = Math.max(largest, Math.abs(number));
    }
    int finest = FINEST;
    while (finest > 0 && Math.rint(Math.scalb((double) largest, finest)) > MOST) {
      finest--;
    }
    return finest;
  }

  private static int steps(float number, int finest) {
    double steps = Math.rint(Math.scalb((double) number, finest));
    return (int) Math.max(-MOST, Math.min(MOST, steps));
  }

  /**
   * The numbers that {@link #pack} wrote.
   *
   * @throws MalformedContentException if it cannot have written these bytes
   */
  static float[] unpack(byte[] packed) throws MalformedContentException {
    int pairs = (packed.length - HEAD) / 3;
    boolean whole = packed.length >= HEAD && packed.length == HEAD + 3 * pairs;
    if (!whole
        || packed[0] < 0
        || packed[0] > FINEST
        || packed[1] < Math.min(pairs, 1)
        || packed[1] > Math.min(2 * pairs, 2)) {
      throw new MalformedContentException("a vector has bytes that stand for no numbers");
    }
    float[] vector = new float[pairs == 0 ? 0 : 2 * (pairs - 1) + packed[1]];
    for (int i = 0; i < vector.length; i++) {
      int at = HEAD + 3 * (i / 2);
      int steps =
          i % 2 == 0
              ? packed[at] & 0xff | (packed[at + 1] << 28) >> 20
              : (packed[at + 1] & 0xff) >> 4 | packed[at + 2] << 4;
      vector[i] = (float) Math.scalb((double) steps, -packed[0]);
    }
    return vector;
  }
}
