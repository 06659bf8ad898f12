package io.llmcache.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  private final Headers headers =
      Headers.of("Accept", "a").plus("X-One", "1").plus("ACCEPT", "b").plus("accept", "c");

  @Test
  void namesAreComparedWithoutCase() {
    assertThat(headers.first("aCCept")).isEqualTo("a");
    assertThat(headers.all("accept")).containsExactly("a", "b", "c");
    assertThat(headers.joined("Accept")).isEqualTo("a, b, c");
  }

  @Test
  void whatIsNotThere() {
    assertThat(headers.first("x-two")).isNull();
    assertThat(headers.joined("x-two")).isNull();
    assertThat(headers.all("x-two")).isEmpty();
    assertThat(Headers.EMPTY.size()).isZero();
  }

  @Test
  void orderAndSpellingAreKept() {
    List<String> fields = new ArrayList<>();

    headers.forEach((name, value) -> fields.add(name + "=" + value));

    assertThat(fields).containsExactly("Accept=a", "X-One=1", "ACCEPT=b", "accept=c");
    assertThat(headers.size()).isEqualTo(4);
  }

  @Test
  void withReplacesAllValues() {
    assertThat(headers.with("accept", "z").all("Accept")).containsExactly("z");
    assertThat(headers.with("accept", "z").first("X-One")).isEqualTo("1");
    assertThat(headers.all("Accept")).hasSize(3);
  }

  @Test
  void keepingSeesNamesAsWritten() {
    assertThat(headers.keeping(name -> name.equals("ACCEPT")).all("accept")).containsExactly("b");
  }

  @Test
  void aMapIsCopied() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    List<String> values = new ArrayList<>(List.of("1", "2"));
    map.put("A", values);
    map.put("Empty", List.of());
    Headers copied = Headers.of(map);
    values.add("3");

    assertThat(copied.all("a")).containsExactly("1", "2");
    assertThat(copied.first("Empty")).isNull();
  }

  @Test
  void equalFieldsAreEqual() {
    assertThat(Headers.of("A", "1"))
        .isEqualTo(Headers.of("A", "1"))
        .hasSameHashCodeAs(Headers.of("A", "1"));
    assertThat(Headers.of("A", "1")).isNotEqualTo(Headers.of("A", "2"));
  }

  @Test
  void valuesArePrintedNowhere() {
    assertThat(Headers.of("Authorization", "Bearer secret").toString())
        .contains("Authorization")
        .doesNotContain("secret");
  }
}
