package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class IndexRefusalTest {

  private final List<String> warnings = new ArrayList<>();
  private final IndexRefusal refusal =
      new IndexRefusal(
          RedisServer.of(
              URI.create("redis://app:secret@cache.example:1"),
              Redis.settings(URI.create("redis://cache.example:1"), Map.of()).shared()),
          warnings::add);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Index already exists                                            | EXISTS
          llmcache:default:ix:m-384-f16: Unknown Index name               | MISSING
          Unknown index name (or name is an alias itself)                 | MISSING
          llmcache:default:ix:m-384-f16: no such index                    | MISSING
          Bad arguments for vector similarity HNSW index type             | FORMAT
          ERR unknown command 'FT.CREATE', with args beginning with: 'x'  | NO_SEARCH
          NOPERM User app has no permissions to run the 'ft.create' command | NO_RIGHT
          ERR ACL failure in script: User q has no permissions to run the 'exists' command | NO_RIGHT
          MOVED 3999 127.0.0.1:7001                                       | CLUSTER
          CLUSTERDOWN Hash slot not served                                | CLUSTER
          LOADING Redis is loading the dataset in memory                  | OTHER
          OOM command not allowed when used memory > 'maxmemory'.         | OTHER
          """)
  void readsWhatTheServerSays(String message, IndexRefusal.Kind kind) {
    assertThat(IndexRefusal.of(new JedisDataException(message))).isEqualTo(kind);
  }

  @Test
  void aServerThatIsAwaySaysNothing() {
    assertThat(refusal.isFinal(new JedisConnectionException("unknown command"))).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aServerWithoutSearchIsSpokenOfOnceWithTheRemedy() {
    JedisDataException refused = new JedisDataException("ERR unknown command 'FT.CREATE'");

    assertThat(refusal.isFinal(refused)).isTrue();
    assertThat(refusal.isFinal(refused)).isTrue();

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("cache.example:1", "Redis 8", "no search")
        .doesNotContain("secret");
  }
}
