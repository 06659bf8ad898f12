package io.llmcache.internal.guard.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.guard.text.Pieces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "twenty-five boats | n:25",
        "two hundred and one boats | n:201",
        "1,250,000 boats | n:1250000",
        "half a million boats | n:500000",
        "version 3.10 | n:3.10",
        "-5 boats | n:-5",
        "three quarters of it | n:3/4",
        "an hour and a half | time:5400",
        "1 hour 30 minutes | time:5400",
        "a 12-month lease | month:12",
        "5 miles | length:201168/25",
        "5 pounds | GBP:5 or mass:45359237/20000",
        "$1.5bn | USD:1500000000",
        "15 per cent | percent:15",
        "7 p.m. | clock:19:00",
        "half past seven in the evening | clock:19:30",
        "7 o'clock | clock?:7:00",
        "March 5th, 2024 | date:2024-3-5",
        "05/03/2024 | date?:05/03/2024",
        "the 1960s | decade:1960",
        "before 2010 | before n:2010",
        "65 or older | atleast n:65",
        "up to 5 boats | atmost n:5",
        "order 00123 | digits:00123",
        "call 555-123-4567 | digits:5551234567",
        "next week | rel:next week",
        "World War II | n:2 or ord:2"
      })
  void eachHasOneCanonicalForm(String text, String expected) {
    assertThat(Quantities.of(Pieces.of(text)))
        .extracting(Quantity::toString)
        .containsExactly(expected);
  }

  @Test
  void codeHoldsNoQuantities() {
    assertThat(Quantities.of(Pieces.of("WT-44219 in v1.2.3 of foo_7()"))).isEmpty();
  }

  @Test
  void aTextOfDigitsIsReadUpToABound() {
    List<Quantity> found = Quantities.of(Pieces.of("7 ".repeat(5_000)));

    assertThat(found).hasSizeBetween(100, 1_000);
  }
}
