package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.SemanticScope;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LargeScopesTest {

  private long now;
  private final LargeScopes scopes = new LargeScopes(() -> now);

  @Test
  void aScopeIsLargeByItsNumberAndItsShare() {
    scopes.count(scope(1), 2_000, 8_000);
    scopes.count(scope(2), 1_999, 1_999);
    scopes.count(scope(3), 20_000, 80_004);

    assertThat(scopes.contains(scope(1))).isTrue();
    assertThat(scopes.contains(scope(2))).as("too few").isFalse();
    assertThat(scopes.contains(scope(3))).as("too small a share").isFalse();
    assertThat(scopes.contains(scope(4))).as("unknown").isFalse();
  }

  @Test
  void aScopeIsCountedOncePerMinute() {
    assertThat(scopes.isDue(scope(1))).isTrue();
    assertThat(scopes.isDue(scope(1))).isFalse();
    scopes.count(scope(1), 5_000, 5_000);

    now += Duration.ofSeconds(59).toNanos();
    assertThat(scopes.isDue(scope(1))).isFalse();
    now += Duration.ofSeconds(2).toNanos();
    assertThat(scopes.isDue(scope(1))).isTrue();
    assertThat(scopes.contains(scope(1))).as("until it is counted again").isTrue();

    scopes.count(scope(1), 10, 5_000);
    assertThat(scopes.contains(scope(1))).isFalse();
  }

  @Test
  void onlyAThousandAreRemembered() {
    for (int i = 0; i <= 1_000; i++) {
      scopes.count(scope(i), 5_000, 5_000);
    }

    assertThat(scopes.contains(scope(0))).isFalse();
    assertThat(scopes.contains(scope(1_000))).isTrue();
  }

  private static SemanticScope scope(int number) {
    return new SemanticScope(ByteBuffer.allocate(32).putInt(28, number).array());
  }
}
