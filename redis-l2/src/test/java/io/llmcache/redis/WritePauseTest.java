package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class WritePauseTest {

  private static final RedisCalls.Observer NOBODY =
      new RedisCalls.Observer() {
        @Override
        public void succeeded() {}

        @Override
        public void failed(Exception cause) {}
      };

  private final AtomicLong now = new AtomicLong();
  private final List<String> warnings = new ArrayList<>();
  private final RedisCalls calls =
      new RedisCalls("pause", Duration.ofSeconds(10), NOBODY, System::nanoTime);
  private final WritePause pause =
      new WritePause(Redis.server(URI.create("redis://h:1")), calls, warnings::add, now::get);

  @AfterEach
  void close() {
    calls.close();
  }

  private boolean writes() throws Exception {
    try {
      return "done".equals(pause.call(() -> "done").toCompletableFuture().get());
    } catch (ExecutionException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OOM command not allowed when used memory > 'maxmemory'.",
        "READONLY You can't write against a read only replica.",
        "ERR Error running script (call to f_1): @user_script:1: -READONLY You can't write",
        "MISCONF Redis is configured to save RDB snapshots, but it's unable to persist to disk.",
        "NOREPLICAS Not enough good replicas to write."
      })
  void aRefusalIsSaidOnceAndEndsByItself(String message) throws Exception {
    assertThat(writes()).isTrue();

    assertThat(pause.failed(new JedisDataException(message))).isTrue();

    assertThat(writes()).isFalse();
    now.addAndGet(WritePause.LENGTH.toNanos() + 1);
    assertThat(writes()).isTrue();
    assertThat(pause.failed(new JedisDataException(message))).isTrue();
    assertThat(writes()).isFalse();
    assertThat(warnings).singleElement().asString().contains("h:1", "still served");
  }

  @Test
  void anotherFailureIsNoRefusal() throws Exception {
    assertThat(pause.failed(new JedisConnectionException("OOM on the line"))).isFalse();
    assertThat(pause.failed(new JedisDataException("WRONGTYPE Operation"))).isFalse();
    assertThat(writes()).isTrue();
    assertThat(warnings).isEmpty();
  }
}
