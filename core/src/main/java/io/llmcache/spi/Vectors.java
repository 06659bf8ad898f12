package io.llmcache.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Arithmetic on vectors of unit length, and their bytes. */
public final class Vectors {

  private Vectors() {}

  /**
   * Cosine of the angle between two vectors of unit length and the same dimension: 1 for the same
   * direction; never outside of -1 to 1.
   */
  public static double similarity(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return Math.max(-1, Math.min(1, sum));
  }

  /** The same direction at unit length; null if the vector has none, or a number that is none. */
  public static float @Nullable [] unit(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    double length = Math.sqrt(square);
    if (!(length > 0) || Double.isInfinite(length)) {
      return null;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /** Two bytes for each number, little-endian (IEEE 754 binary16, rounded to the nearest). */
  public static byte[] toHalves(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putShort(half(number));
    }
    return bytes.array();
  }

  /** The numbers that {@link #toHalves} wrote. */
  public static float[] ofHalves(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[bytes.length / 2];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = number(buffer.getShort());
    }
    return vector;
  }

  /** Numbers of a unit vector: below the least normal half they are multiples of 2^-24. */
  private static short half(float number) {
    int sign = Float.floatToIntBits(number) >>> 16 & 0x8000;
    float size = Math.min(Math.abs(number), 65504f);
    int exponent = Math.max(Math.getExponent(size), -14);
    int steps = Math.round(Math.scalb(size, 10 - exponent));
    int bits = steps < 1 << 10 ? steps : (exponent + 14 << 10) + steps;
    return (short) (sign | bits);
  }

  private static float number(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float size =
        exponent == 0
            ? Math.scalb((float) fraction, -24)
            : Math.scalb((float) (fraction | 0x400), exponent - 25);
    return half < 0 ? -size : size;
  }
}
