package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TokenizerProperties {

  private static final int NO_BOUND = 1_000_000;
  private static final int PIECES = 30_522;

  private final Tokenizer tokenizer = Vocabularies.tokenizer(InProcessModel.MINILM);

  @Property
  void takesAnyText(@ForAll String text) {
    int[] ids = tokenizer.encode(text, NO_BOUND);
    assertThat(ids).hasSizeGreaterThanOrEqualTo(2).startsWith(101).endsWith(102);
    assertThat(IntStream.of(ids)).allMatch(id -> id >= 0 && id < PIECES);
  }

  @Property
  void readsTextsApartThatABlankParts(@ForAll String one, @ForAll String other) {
    int[] apart =
        IntStream.concat(
                IntStream.of(tokenizer.pieces(one, NO_BOUND)),
                IntStream.of(tokenizer.pieces(other, NO_BOUND)))
            .toArray();
    assertThat(tokenizer.pieces(one + " " + other, NO_BOUND)).isEqualTo(apart);
  }
}
