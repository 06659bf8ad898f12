package io.llmcache.internal.wire.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

  @ParameterizedTest
  @ValueSource(
      floats = {
        1.0f,
        -0.1f,
        0.0024669855f,
        1e-7f,
        16777216f,
        3.4028235e38f,
        1.4e-45f,
        -0.022186279f,
        2e-3f,
        1.17549435e-38f,
        8.41e21f
      })
  void aNumberIsTheShortestDecimalThatReadsBack(float number) {
    BigDecimal decimal = Vectors.shortest(number);

    assertThat(decimal.floatValue()).isEqualTo(number);
    assertThat(decimal.precision())
        .isLessThanOrEqualTo(
            new BigDecimal(Float.toString(number)).stripTrailingZeros().precision());
  }

  @Property(tries = 2000)
  void everyFloatGoesThereAndBack(@ForAll int bits) {
    float number = Float.intBitsToFloat(bits);
    if (!Float.isFinite(number) || bits == Integer.MIN_VALUE) {
      return;
    }
    String base64 = Objects.requireNonNull(Vectors.base64(List.of(new BigDecimal(number))));
    List<@Nullable Object> numbers = Objects.requireNonNull(Vectors.numbers(base64));

    assertThat(((BigDecimal) Objects.requireNonNull(numbers.get(0))).floatValue())
        .isEqualTo(number);
    assertThat(Vectors.base64(numbers)).isEqualTo(base64);
  }

  @Test
  void bytesAreInTheOrderOfSmallMachines() {
    assertThat(Base64.getDecoder().decode(Vectors.base64(List.of(BigDecimal.ONE))))
        .containsExactly(0, 0, 0x80, 0x3f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e39", "-1e39", "0.1000000001", "16777217", "1e-46"})
  void whatIsNoFloatIsNotWritten(String number) {
    assertThat(Vectors.base64(List.of(new BigDecimal(number)))).isNull();
  }
}
