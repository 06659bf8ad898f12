package io.llmcache.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.spi.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedVectorTest {

  private static final int DIMENSION = 384;

  @Property(tries = 300)
  void whatIsUnpackedIsPackedAsTheSameBytes(
      @ForAll @Size(max = 9) List<@FloatRange(min = -1, max = 1) Float> numbers) throws Exception {
    float[] vector = array(numbers);
    byte[] packed = PackedVector.pack(vector);
    float[] read = PackedVector.unpack(packed);

    assertThat(read).hasSameSizeAs(vector);
    assertThat(PackedVector.pack(read)).isEqualTo(packed);
  }

  @Property(tries = 300)
  void eachNumberIsOffByLittleOfTheLargest(
      @ForAll @Size(max = 9) List<@FloatRange(min = -1, max = 1) Float> numbers) throws Exception {
    float[] vector = array(numbers);
    float largest = 0;
    for (float number : vector) {
      largest = Math.max(largest, Math.abs(number));
    }
    float[] read = PackedVector.unpack(PackedVector.pack(vector));

    for (int i = 0; i < vector.length; i++) {
      assertThat(read[i]).isEqualTo(vector[i], within(largest / 2_000 + 1e-15f));
    }
  }

  private static float[] array(List<Float> numbers) {
    float[] array = new float[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return array;
  }

  /** As near as the local index knows a similarity, and nearer than a threshold is told. */
  @Test
  void aSimilarityStaysWhatItWas() throws Exception {
    Random random = new Random(12);
    for (int i = 0; i < 500; i++) {
      float[] stored = unit(random, new float[DIMENSION], 1);
      float[] asked = unit(random, stored, 0.35);
      float[] read = PackedVector.unpack(PackedVector.pack(stored));

      assertThat(Vectors.similarity(read, asked))
          .isEqualTo(Vectors.similarity(stored, asked), within(2e-4));
    }
  }

  private static float[] unit(Random random, float[] near, double noise) {
    float[] vector = near.clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += (float) (noise * random.nextGaussian() / Math.sqrt(DIMENSION));
    }
    return Objects.requireNonNull(Vectors.unit(vector));
  }

  @Test
  void itTakesAByteAndAHalfANumber() {
    assertThat(PackedVector.pack(new float[DIMENSION])).hasSize(2 + DIMENSION * 3 / 2);
  }

  @Test
  void numbersThatNoUnitVectorHasDoNoHarm() throws Exception {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, 1};

    assertThat(PackedVector.unpack(PackedVector.pack(odd))).hasSize(4);
    assertThat(PackedVector.unpack(PackedVector.pack(new float[3]))).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 6})
  void aLengthThatNoVectorHasIsRefused(int length) {
    byte[] bytes = new byte[length];

    assertThatThrownBy(() -> PackedVector.unpack(bytes))
        .isInstanceOf(MalformedContentException.class);
  }

  @Test
  void aHeadThatNoVectorHasIsRefused() {
    byte[] packed = PackedVector.pack(new float[] {0.5f, 0.5f, 0.5f});
    for (int head = 0; head < 2; head++) {
      for (int value : new int[] {-1, 3, 61}) {
        byte[] changed = Arrays.copyOf(packed, packed.length);
        changed[head] = (byte) value;
        if (head == 1 || value != 3) {
          assertThatThrownBy(() -> PackedVector.unpack(changed))
              .isInstanceOf(MalformedContentException.class);
        }
      }
    }
  }
}
