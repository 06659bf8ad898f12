package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardsTest {

  private static final String ON = "How do I enable the camera?";
  private static final String OFF = "How do I disable the camera?";

  @Test
  void theVetoNamesTheGuardAndWhatDiffers() {
    Veto veto = Guards.all().veto(ON, OFF);

    assertThat(veto).isNotNull();
    assertThat(veto.reason()).isEqualTo("veto: antonyms: disable against enable");
  }

  @Test
  void aGuardThatIsSwitchedOffIsNotAsked() {
    assertThat(Guards.all().without(Set.of("antonyms")).veto(ON, OFF)).isNull();
  }

  @Test
  void anUnknownNameIsRefusedAndTheKnownOnesAreListed() {
    assertThatThrownBy(() -> Guards.all().without(Set.of("antonyms", "spelling")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spelling")
        .hasMessageContaining("negation");
  }

  @Test
  void namesAreUnique() {
    assertThat(Guards.names()).doesNotHaveDuplicates().contains("negation", "unmatched");
  }

  @Test
  void aTextIsItsOwnParaphrase() {
    assertThat(Guards.all().veto(ON, ON)).isNull();
    assertThat(Guards.all().veto("", "")).isNull();
  }
}
