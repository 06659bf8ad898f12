package io.llmcache.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

  private final List<String> asked = new ArrayList<>();
  private final KnownNames test =
      new KnownNames(
          name -> {
            asked.add(name);
            return name.startsWith("x-");
          });

  @Test
  void whatCameOfANameIsRememberedWhetherItPassedOrNot() {
    for (int i = 0; i < 3; i++) {
      assertThat(test.passes("x-team")).isTrue();
      assertThat(test.passes("Accept")).isFalse();
    }
    assertThat(asked).containsExactly("x-team", "Accept");
  }

  @Test
  void namesInOtherCasesAreTestedForThemselves() {
    assertThat(test.passes("x-team")).isTrue();
    assertThat(test.passes("X-Team")).isFalse();
  }

  @Test
  void aLongNameAndOneNameTooManyAreTestedEachTime() {
    String large = "x-" + "a".repeat(63);
    for (int i = 0; i < 2; i++) {
      assertThat(test.passes(large)).isTrue();
    }
    assertThat(asked).containsExactly(large, large);
    for (int i = 0; i < 256; i++) {
      assertThat(test.passes("x-" + i)).isTrue();
    }
    asked.clear();
    for (int i = 0; i < 2; i++) {
      assertThat(test.passes("x-late")).isTrue();
    }
    assertThat(asked).containsExactly("x-late", "x-late");
  }
}
