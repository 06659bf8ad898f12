package io.llmcache.internal.wire.embeddings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vectors as decimal numbers and as the base64 of little-endian float32.
 *
 * <p>Providers compute in float32 or less, and write a number as the shortest decimal that reads
 * back to it, or, as Mistral does, as the double that it is. Only such decimals are turned into
 * base64, so no value is changed (a negative zero becomes a zero).
 */
final class Vectors {

  /** Any decimal of so many digits reads back to itself through a float32, unless it is tiny. */
  private static final int ALWAYS_EXACT = 6;

  /** So many digits tell any two float32 apart. */
  private static final int ENOUGH = 9;

  private Vectors() {}

  /** The numbers, each as the shortest decimal that reads back to it; null if it is no vector. */
  static @Nullable List<@Nullable Object> numbers(String base64) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (!bytes.hasRemaining() || bytes.remaining() % Float.BYTES != 0) {
      return null;
    }
    List<@Nullable Object> numbers = new ArrayList<>(bytes.remaining() / Float.BYTES);
    while (bytes.hasRemaining()) {
      float number = bytes.getFloat();
      if (!Float.isFinite(number)) {
        return null;
      }
      numbers.add(shortest(number));
    }
    return numbers;
  }

  /** The base64, or null if one of the numbers is no float32. */
  static @Nullable String base64(List<@Nullable Object> numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Object node : numbers) {
      if (!(node instanceof BigDecimal number)) {
        return null;
      }
      float rounded = number.floatValue();
      if (!Float.isFinite(rounded) || !says(number, rounded)) {
        return null;
      }
      bytes.putFloat(rounded);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static boolean says(BigDecimal decimal, float number) {
    return decimal.doubleValue() == number || decimal.compareTo(shortest(number)) == 0;
  }

  /** The shortest decimal that reads back to the number, and of those the nearest. */
  static BigDecimal shortest(float number) {
    if (number == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = new BigDecimal(number);
    BigDecimal decimal = exact;
    int least = Math.abs(number) < Float.MIN_NORMAL ? 1 : ALWAYS_EXACT;
    for (int digits = least; digits <= ENOUGH; digits++) {
      decimal = exact.round(new MathContext(digits));
      if (decimal.floatValue() == number) {
        break;
      }
    }
    return decimal.stripTrailingZeros();
  }
}
